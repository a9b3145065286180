"""Rows are written in the rooms' actions alone."""

import ast

from django.apps import apps

from tests.architecture.source import files, name, tree

ALWAYS = {"bulk_create", "bulk_update", "create", "delete", "get_or_create", "update_or_create"}
ALWAYS |= {f"a{verb}" for verb in ALWAYS} | {"asave", "aupdate"}
WITHOUT_A_FIRST_ARGUMENT = {"save", "update"}  # else a document's save(path), a dict's update(d)
OF_A_LINK = {"add", "clear", "remove", "set"}
PARTS_OF_LOAD_METHOD = {"put_seat", "put_skill"}  # the act that calls them names the actor
RAW = ("INSERT ", "UPDATE ", "DELETE ", "TRUNCATE ", "DROP ")


def is_in_actions(path) -> bool:
    """actions.py or a file of the folder actions, directly in a room."""
    parts = name(path).split("/")
    return len(parts) > 2 and parts[2] in ("actions", "actions.py")


def is_no_room(path) -> bool:
    """The keys lie outside the database: they are no rows; `rows.insert` writes for who calls it,
    and counts there."""
    return name(path) in ("doorstep/kit/vault.py", "doorstep/kit/rows.py")


def links() -> set[str]:
    """Names under which a row holds many others: `helper.skills`."""
    found = set()
    for model in apps.get_models():
        if model.__module__.startswith("doorstep."):
            for field in model._meta.get_fields():
                if field.many_to_many or field.one_to_many:
                    found.add(field.get_accessor_name() if field.auto_created else field.name)
    return found


def writes(module: ast.Module) -> list[str]:
    """Calls that write rows, as `line: verb`."""
    many = links()
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and str(node.value).lstrip().startswith(RAW):
            found.append(f"{node.lineno}: {node.value[:30]!r}")
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        verb, owner = node.func.attr, node.func.value
        if isinstance(owner, ast.Attribute) and owner.attr == "__dict__":
            continue
        is_link = isinstance(owner, ast.Attribute) and owner.attr in many
        is_insert = isinstance(owner, ast.Name) and (owner.id, verb) == ("rows", "insert")
        if (
            verb in ALWAYS
            or is_insert
            or (verb in WITHOUT_A_FIRST_ARGUMENT and not node.args)
            or (verb in OF_A_LINK and is_link)
        ):
            found.append(f"{node.lineno}: .{verb}(")
    return found


def test_rows_are_written_only_in_actions():
    others = [path for path in files(".py") if not is_in_actions(path) and not is_no_room(path)]

    found = {name(path): writes(tree(path)) for path in others}

    assert {path: calls for path, calls in found.items() if calls} == {}


def test_the_test_of_writes_sees_each_kind():
    source = """
row.save()
row.save(update_fields=["a"])
Row.objects.filter(a=1).update(b=2)
Row.objects.bulk_create(rows)
helper.skills.add(skill)
cursor.execute("UPDATE rows SET a = 1")
rows.insert([row])
document.save(path)
counts.update(more)
seen.add(row)
"""

    found = writes(ast.parse(source))

    assert sorted(int(line.split(":")[0]) for line in found) == [2, 3, 4, 5, 6, 7, 8]


def test_every_act_names_its_actor():
    nameless = [
        f"{name(path)}: {node.name}"
        for path in files(".py")
        if is_in_actions(path)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.name not in PARTS_OF_LOAD_METHOD
        and any(ast.unparse(one) == "transaction.atomic" for one in node.decorator_list)
        and "by" not in {argument.arg for argument in node.args.kwonlyargs}
    ]

    assert nameless == []
