"""Programs the tests need that come with the system: a browser, and what makes and reads PDF files."""
import os
import shutil

from .folder import home, lock
from .messages import Problem, run_with_progress

# {program: Debian's packages}
PACKAGES = {
    "chromium": ("chromium", "fonts-liberation"),
    "wkhtmltopdf": ("wkhtmltopdf", "fonts-liberation"),
    "pdftotext": ("poppler-utils",),
}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium():
    """The path of a Chromium, by any of its names, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def require_programs():
    """Have all programs, installing them where apt-get may, or say what to install."""
    missing = [program for program in PACKAGES if not _found(program)]
    if not missing:
        return
    packages = sorted({package for program in missing for package in PACKAGES[program]})
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(f"The tests need {', '.join(missing)}: install them "
                      f"(on Debian: sudo apt-get install {' '.join(packages)}).")
    with lock("system-packages"):
        _apt_get("Reading the system's list of packages", "update")
        _apt_get(f"Installing {', '.join(packages)}", "install", "--yes", "--no-install-recommends", *packages)
    if still := [program for program in missing if not _found(program)]:
        raise Problem(f"apt-get installed {' '.join(packages)}, but there is still no {', '.join(still)}: "
                      f"install it and start again.")


def _apt_get(title, *arguments):
    run_with_progress(title, ["apt-get", "-oDPkg::Lock::Timeout=300", *arguments], log=home() / "logs" / "apt-get.log",
                      env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def _found(program):
    return chromium() if program == "chromium" else shutil.which(program)
