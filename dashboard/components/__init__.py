"""Pure components: values in, Dash components out."""
