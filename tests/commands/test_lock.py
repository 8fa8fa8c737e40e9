"""The requirements files: pinned, hashed, each direct line with its reason."""

from pathlib import Path

import pytest

from tools import lock

PYPROJECT = (lock.ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("name", lock.FILES)
def test_each_direct_dependency_has_its_reason_above_its_pin(name):
    pins = (lock.ROOT / name).read_text()
    reasons = lock.read_reasons(PYPROJECT)
    direct = [line for line in pins.splitlines() if line.split("==")[0].split("[")[0] in reasons]
    assert direct
    assert all(f"# {reasons[line.split('==')[0].split('[')[0]]}\n{line}" in pins for line in direct)


@pytest.mark.parametrize("name", lock.FILES)
def test_each_pin_has_hashes_and_no_line_names_an_index(name):
    pins = [line for line in Path(lock.ROOT, name).read_text().splitlines() if line and not line.startswith("#")]
    assert all("==" in line or line.startswith("    --hash=sha256:") for line in pins)
    assert all(line.endswith("\\") for line in pins if "==" in line)


def test_a_dependency_without_a_reason_is_refused():
    with pytest.raises(SystemExit, match="add the reason for Django"):
        lock.read_reasons('dependencies = [\n    "Django~=5.2",\n]\n')
