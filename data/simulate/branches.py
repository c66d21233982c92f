"""Branches of the invented office, one in each regency and city of Aceh: to show the map."""

BRANCHES = {
    "11.01": "Aceh Selatan", "11.02": "Aceh Tenggara", "11.03": "Aceh Timur",
    "11.04": "Aceh Tengah", "11.05": "Aceh Barat", "11.06": "Aceh Besar", "11.07": "Pidie",
    "11.08": "Aceh Utara", "11.09": "Simeulue", "11.10": "Aceh Singkil", "11.11": "Bireuen",
    "11.12": "Aceh Barat Daya", "11.13": "Gayo Lues", "11.14": "Aceh Jaya", "11.15": "Nagan Raya",
    "11.16": "Aceh Tamiang", "11.17": "Bener Meriah", "11.18": "Pidie Jaya", "11.71": "Banda Aceh",
    "11.72": "Sabang", "11.73": "Lhokseumawe", "11.74": "Langsa", "11.75": "Subulussalam",
}  # fmt: skip
"""Code of Kemendagri and name (Kepmendagri 300.2.2-2138/2025)."""
CASES = 0.35
"""Share of the public's cases of each, beside those of data.simulate.units."""


def branch_of(code: str) -> str:
    """The name of a branch."""
    return f"Cabang {BRANCHES[code]}"
