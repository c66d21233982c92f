"""Invented names and identifiers: parts put together at random, never a real person's record."""

from datetime import date

import numpy as np
import pandas as pd

MEN = (
    "Teuku Rahmad", "Muhammad Fauzan", "Zulfikar", "Iskandar", "Mulyadi", "Munawar", "Syukri",
    "Saiful", "Ridwan", "Azhari", "Husaini", "Khairul", "Nasruddin", "Fakhrurrazi", "Mukhlis",
    "Jamaluddin", "Safrizal", "Hendra", "Taufik", "Rizki", "Bustami", "Marzuki", "Said Fadhil",
    "Ikhsan", "Darwis", "Yusrizal", "Armia", "Budi", "Ilham", "Reza", "Agus", "Muzakkir",
)  # fmt: skip
WOMEN = (
    "Cut Nurul", "Cut Intan", "Nurhayati", "Rahmawati", "Fitriani", "Mutia", "Safrina",
    "Yusnidar", "Nuraini", "Zahara", "Maulida", "Ainul", "Rosmiati", "Dewi", "Syarifah Laila",
    "Marlina", "Khairunnisa", "Nova", "Raihan", "Suryani", "Putri", "Darmawati", "Hafsah",
    "Aisyah", "Mawaddah", "Lisa", "Yuliana", "Salmiah", "Ratna", "Cut Meurah", "Ulfa", "Riska",
)  # fmt: skip
SECOND_MEN = (
    "Maulana", "Syahputra", "Hasballah", "Ramadhan", "Saputra", "Hidayat", "Abdullah", "Ismail",
    "Mahmud", "Usman", "Kurniawan", "Akbar", "Fahmi", "Sulaiman", "Yunus", "Amin", "Siregar",
    "Gayo", "Lubis", "Pratama", "Muttaqin", "Zainal", "Anwar", "Hanafiah", "Daud", "Effendi",
)  # fmt: skip
SECOND_WOMEN = (
    "Sari", "Maharani", "Hasanah", "Rahayu", "Putri", "Wahyuni", "Safitri", "Fadhilah",
    "Ramadhani", "Humaira", "Lestari", "Zuhra", "Amelia", "Nasution", "Husna", "Andriani",
    "Jannah", "Rizkina", "Maulidar", "Afrida", "Yanti", "Munawarah", "Ariska", "Salsabila",
)  # fmt: skip


def full_names(women: np.ndarray, rng: np.random.Generator) -> list[str]:
    """One invented name per person, none of them twice."""
    taken: set[str] = set()
    return [_name(bool(woman), taken, rng) for woman in women]


def _name(woman: bool, taken: set[str], rng: np.random.Generator) -> str:
    firsts, seconds = (WOMEN, SECOND_WOMEN) if woman else (MEN, SECOND_MEN)
    parts = [rng.choice(firsts), rng.choice(seconds)]
    while " ".join(parts) in taken or parts[0].split()[-1] == parts[1]:
        parts = [rng.choice(firsts), *rng.choice(seconds, len(parts), replace=False)]
        if len(parts) > 3:
            parts = [rng.choice(firsts), *rng.choice(seconds, 2, replace=False)]
    taken.add(" ".join(parts))
    return " ".join(parts)


def identifiers(
    born: pd.Series, started: pd.Series, women: np.ndarray, kinds: list[str]
) -> list[str]:
    """NIP (PNS) or NI PPPK of 18 digits: birth date, start, sex, sequence."""
    taken: dict[str, int] = {}
    rows = zip(born, started, women, kinds, strict=True)
    return [_identifier(b.date(), s.date(), bool(w), kind, taken) for b, s, w, kind in rows]


def _identifier(born: date, started: date, woman: bool, kind: str, taken: dict[str, int]) -> str:
    month = f"{started.month:02d}" if kind == "pns" else "21"
    stem = f"{born:%Y%m%d}{started.year}{month}{2 if woman else 1}"
    taken[stem] = taken.get(stem, 0) + 1
    return f"{stem}{taken[stem]:03d}"


def numbered(stem: str, count: int, width: int = 6) -> list[str]:
    """``stem`` with the numbers from 0 on."""
    return [f"{stem}-{number:0{width}d}" for number in range(count)]
