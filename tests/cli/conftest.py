"""The command line as these tests call it."""

import json

import pytest

from doorstep.cli.main import main


@pytest.fixture
def run(capsys):
    """run("figure", …): exit code, the JSON of standard output, the words of standard error."""

    def run_it(*arguments):
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run_it
