"""The restore drill, really run: a backup of this database, restored beside it and compared."""

import os
import subprocess

import pytest
from django.contrib.sessions.models import Session

from tools.places import ROOT
from tools.postgres import programs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(tmp_path):
    media = tmp_path / "var" / "media"
    media.mkdir(parents=True)
    (media / "poster.png").write_bytes(b"picture")
    path = f"{programs()}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "KAPOK_VAR": str(tmp_path / "var")}

    def one(script: str, argument) -> subprocess.CompletedProcess:
        command = [ROOT / "deploy" / script, str(argument)]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)

    return one


@pytest.fixture
def backup(run, tmp_path):
    for number in range(3):
        expires = "2100-01-01T00:00Z"
        Session.objects.create(session_key=str(number), session_data="", expire_date=expires)
    done = run("backup.sh", tmp_path / "backups")
    assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "backups").iterdir()
    return made


def test_a_backup_is_restored_and_agrees(run, backup):
    manifest = (backup / "manifest.tsv").read_text().splitlines()
    assert "django_session\t3" in manifest
    assert manifest[-1].startswith("last journal seq\t")

    drill = run("restore-drill.sh", backup)

    assert drill.returncode == 0, drill.stderr + drill.stdout
    assert f"{len(manifest)} lines agree" in drill.stdout


def test_a_backup_that_lost_rows_fails_the_drill(run, backup):
    manifest = backup / "manifest.tsv"
    manifest.write_text(manifest.read_text().replace("django_session\t3", "django_session\t4"))
    sums = subprocess.run(
        ["sha256sum", "database.dump", "media.tar.gz", "manifest.tsv"],
        cwd=backup, capture_output=True, check=True,
    )  # fmt: skip
    (backup / "SHA256SUMS").write_bytes(sums.stdout)

    drill = run("restore-drill.sh", backup)

    assert drill.returncode == 1
    assert "> django_session\t3" in drill.stdout
    assert "not good" in drill.stderr


def test_a_damaged_dump_fails_the_drill(run, backup):
    with (backup / "database.dump").open("r+b") as dump:
        dump.seek(2000)
        dump.write(b"damaged")

    assert run("restore-drill.sh", backup).returncode != 0
