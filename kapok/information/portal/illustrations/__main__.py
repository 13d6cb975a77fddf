from pathlib import Path

from kapok.information.portal.illustrations.scenes import SCENES
from kapok.information.portal.illustrations.strokes import LIGHTS

FOLDER = Path(__file__).parent.parent / "static/portal/pictures"


def main() -> None:
    for name, scene in SCENES.items():
        for light in LIGHTS:
            drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">{scene(light)}</svg>\n'
            (FOLDER / f"{name}{light.name}.svg").write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
