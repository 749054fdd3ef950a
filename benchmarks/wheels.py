"""Whether pip finds a wheel of everything that the package needs, on each platform and Python that it is meant for, and how much it is.

    pip install uv
    python benchmarks/wheels.py [--extra NAME…] [--python 3.12…] [--platform windows…]

Resolves the dependencies of pyproject.toml as an installer on that platform would, with wheels alone (nothing is built, downloaded
or installed), by uv, which reads a platform's markers as that platform does. Prints a table: megabytes of the dependencies'
wheels, for the core and with each extra; where something has no wheel there, what it is. Leaves with 1 where the core has none.
"""

from __future__ import annotations

import argparse
import subprocess
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux ARM": "aarch64-manylinux_2_28",
    "macOS ARM": "aarch64-apple-darwin",
    "macOS x86-64": "x86_64-apple-darwin",
    "Windows": "x86_64-pc-windows-msvc",
}
EXTRAS = ("frames", "postgres", "parquet", "web", "ray", "warc", "holdings", "feeds")


def resolved(needs: list[str], python: str, platform: str) -> tuple[dict[str, float], str]:
    """Megabytes of each package's wheel; or none and why."""
    command = ["uv", "pip", "compile", "-", "--quiet", "--no-build", "--format", "pylock.toml", "--no-header"]
    done = subprocess.run(
        [*command, "--python-version", python, "--python-platform", platform], input="\n".join(needs), capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        return {}, " ".join(done.stderr.split())
    packages = tomllib.loads(done.stdout)["packages"]
    none = [package["name"] for package in packages if not package.get("wheels")]
    if none:
        return {}, f"no wheel of {', '.join(none)}"
    # several fit where one is for all versions or without compiled parts: the installer takes the one made for this Python
    return {package["name"]: max(wheel.get("size", 0) for wheel in package["wheels"]) / 1e6 for package in packages}, ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", action="append", choices=EXTRAS)
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--platform", action="append", choices=PLATFORMS)
    args = parser.parse_args()
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = args.extra or EXTRAS
    missing: list[str] = []
    core_missing = False
    print(f"{'MB':14}{'Python':>8}{'core':>8}" + "".join(f"{f'+{extra}':>10}" for extra in extras))
    for platform in args.platform or PLATFORMS:
        for python in args.python or PYTHONS:
            line = f"{platform:14}{python:>8}"
            for extra in ("", *extras):
                needs = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
                sizes, why = resolved(needs, python, PLATFORMS[platform])
                line += f"{sum(sizes.values()):{10 if extra else 8}.0f}" if sizes else f"{'none':>{10 if extra else 8}}"
                if not sizes:
                    missing.append(f"{platform}, Python {python}, {extra or 'core'}: {why}")
                    core_missing |= not extra
            print(line, flush=True)
    print("\n".join(missing))
    raise SystemExit(core_missing)


if __name__ == "__main__":
    main()
