"""Every page says in place how it is read."""

import pytest

from tests.dashboard.conftest import Enter
from tests.dashboard.wire import open_page

PAGES = [
    ("pimpinan", "/", "Kalimat teratas"),
    ("pimpinan", "/unit", "sasaran unit ini"),
    ("pimpinan", "/pegawai", "Ketik nama atau NIP untuk mencari"),
    ("pimpinan", "/peringatan", "menurut jenjang penanganan"),
    ("pimpinan", "/keberatan", "atasan dari penilai"),
    ("atasan", "/verifikasi", "yang dibaca oleh pegawainya"),
    ("pegawai", "/pegawai", "sasaran pegawai ini"),
    ("pegawai", "/saya", "yang dilihat atasan Anda"),
    ("pengelola", "/data", "Baris yang ditolak tetap disimpan"),
]


@pytest.mark.parametrize(("who", "path", "said"), PAGES, ids=[f"{w} {p}" for w, p, _ in PAGES])
def test_a_page_says_how_it_is_read(enter: Enter, who: str, path: str, said: str) -> None:
    shown = open_page(enter(who), path).text
    assert "Cara membaca halaman ini" in shown
    assert said in shown
