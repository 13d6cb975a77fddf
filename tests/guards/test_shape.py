"""Functions a screen long, files one can read in a sitting."""

import ast
import statistics

from tests.guards.house import ROOT, trees

LONGEST_FUNCTION = 80
LONGEST_FILE = 400


def functions():
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path.relative_to(ROOT), node.name, node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_a_screen():
    assert not [each for each in functions() if each[2] > LONGEST_FUNCTION]


def test_most_functions_are_small():
    lengths = sorted(length for _, _, length in functions())
    assert statistics.median(lengths) <= 8
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_no_file_is_longer_than_a_sitting():
    long = {str(path): len(path.read_text().splitlines()) for path, _ in trees(tests=True)}
    assert not {path: lines for path, lines in long.items() if lines > LONGEST_FILE}
