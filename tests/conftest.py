"""What tests share: no test touches a real installation; big homes are built once a run."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from data.home import Home
from queries.refresh import refresh

# No timed assertion: a busy machine is no fault of a test.
hypothesis_settings.register_profile(
    "waymark", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("waymark")

SHARED = Path(__file__).resolve().parents[2] / "shared"

SAMPLE_SEED = 20260401
CORNWALL_EXPORTS = (
    "plans/cornwall_performance_template_2015-12.xlsx",
    "published/lait/bds_long_0.parquet",
    "published/lait/lait_data_dictionary.csv",
    "published/neighbours/New_Statistical_Neighbour_Groupings_April_2021.csv",
    "published/neighbours/la_code_list.xlsx",
    "published/neighbours/sn_april_2021.xlsx",
    "published/neighbours/sn_may_2025.xlsx",
    "published/neighbours/sn_model_2025_wide.csv",
    "published/cin_2015/SFR41-2015_Underlying_data.csv",
)


@pytest.fixture(autouse=True)
def _no_real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reads WAYMARK_HOME finds an empty one, unless the test names its own."""
    monkeypatch.setenv("WAYMARK_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real published and council files; tests skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with the real files is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample council at a fifth of its size, whole history, refreshed. Read it only."""
    from data.sample import write_sample

    home = Home(tmp_path_factory.mktemp("sample_home"))
    write_sample(home.exports, scale=0.2, seed=SAMPLE_SEED)
    outcome = refresh(home)
    assert outcome.generation is not None
    return home


@pytest.fixture(scope="session")
def cornwall_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Cornwall's real workbook beside the real published files, refreshed. Read it only."""
    home = Home(tmp_path_factory.mktemp("cornwall_home"))
    return refreshed(home, shared, CORNWALL_EXPORTS, "E06000052")


def refreshed(home: Home, shared: Path, names: tuple[str, ...], council: str) -> Home:
    """A home with real files and a council's code in its settings, refreshed."""
    link_exports(home, shared, names)
    home.settings_file.write_text(f'[council]\ncode = "{council}"\n', encoding="utf-8")
    assert refresh(home).generation is not None
    return home


def link_exports(home: Home, shared: Path, names: tuple[str, ...]) -> None:
    """Make real files stand in a home's exports without copying them."""
    home.exports.mkdir(parents=True, exist_ok=True)
    for name in names:
        (home.exports / Path(name).name).symlink_to(shared / name)
