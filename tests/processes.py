"""Processes of this machine (Linux and macOS)."""

import subprocess


def children_of(parent: int) -> dict[str, int]:
    """Short name -> id of the direct children that live."""
    listed = subprocess.run(["ps", "-axo", "pid=,ppid=,stat=,comm="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 3) for line in listed.splitlines()]
    return {row[3].strip(): int(row[0]) for row in rows if row[1] == str(parent) and not row[2].startswith("Z")}


def is_alive(pid: int) -> bool:
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(shown) and not shown.startswith("Z")


def command_line(pid: int) -> str:
    """How a process that lives was started; empty where it is gone, or dead and not yet collected."""
    listed = subprocess.run(["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True)
    shown = listed.stdout.strip()
    return "" if shown.startswith("Z") else shown
