"""Loading texts as a person does: files on a disk and the command."""

import pytest
from django.core.management import CommandError, call_command

from missions.models import Edition, LoadedRow, Mission, Phase, Source


@pytest.fixture
def load(tmp_path, capsys):
    """Load texts as the files a.yaml, b.yaml, ... and return what the command said."""

    def load(*texts, **options):
        files = []
        for name, text in zip("abc", texts, strict=False):
            file = tmp_path / f"{name}.yaml"
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            files.append(str(file))
        call_command("loaddata", *files, **options)
        return capsys.readouterr().out

    return load


@pytest.fixture
def refusal(load):
    """Load texts that are refused, see that nothing was written, and return what the command said."""

    def refusal(*texts, **options) -> str:
        before = rows()
        with pytest.raises(CommandError) as error:
            load(*texts, **options)
        assert rows() == before, "a refused load wrote something"
        return str(error.value)

    return refusal


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Mission, Phase, Source, Edition, LoadedRow)]
