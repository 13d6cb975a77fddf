"""Pictures of a tour through the running demo province, for docs/tour: start `bin/dev`, then

    .kapok/venv/bin/python -m tests.journeys.tour [ADDRESS]

Every stop is drawn at desktop width and at 360 px; the page beside the pictures says who stands where.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from conftest import CHROMIUM_ARGUMENTS, SIZES
from tools import chromium

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "tour"
ADDRESS = "http://127.0.0.1:8000"
TALLEST = {"desktop": 1500, "phone": 1500}
QUALITY = 62
CSS_OF_LINKS = "main a[href]"


@dataclass(frozen=True)
class Stop:
    """`path`, and from there along the first link that contains each word of `then`."""

    slug: str
    title: str
    title_zh: str
    who: str = ""  # a key of the demo's cast; nobody signed in without one
    path: str = "/"
    then: tuple[str, ...] = ()
    language: str = "zh-hans"
    press: str = ""  # words of a button (Chinese) to press there


ORGANISE = ("/organise/activities/",)
STOPS = [
    Stop("home", "The front page of the province", "省级门户首页"),
    Stop("home-en", "The same in English", "英文首页", language="en"),
    Stop("demo", "The demo's door: sign in as one of the cast", "演示入口：以某个角色登录", path="/demo/"),
    Stop("station", "A sub-station's front page: Guangzhou", "分站首页：广州", path="/s/guangzhou/"),
    Stop("stations", "All sub-stations", "全部分站", path="/substations/"),
    Stop("activities", "Finding something to do", "找活动", path="/activities/"),
    Stop("search", "Two characters are enough to search", "两个字也能搜到", path="/activities/?q=交通"),
    Stop("map", "On the map", "在地图上", path="/activities/map/"),
    Stop("calendar", "In the month", "按月查看", path="/activities/calendar/"),
    Stop("activity", "One activity, before signing in", "活动详情（未登录）", path="/activities/", then=("/activities/0",)),
    Stop("activity-en", "The same in English", "活动详情（英文）", path="/activities/", then=("/activities/0",), language="en"),
    Stop("organizations", "Organisations", "志愿服务组织", path="/organizations/"),
    Stop("organization", "One organisation", "组织主页", path="/organizations/", then=("/organizations/0",)),
    Stop("stores", "Love exchange stores", "爱心超市", path="/stores/"),
    Stop("store", "What a store has", "超市货架", path="/stores/", then=("/stores/0",)),
    Stop("verify", "Checking a certificate", "查验证明", path="/verify/"),
    Stop("verify-en", "The same in English", "查验证明（英文）", path="/verify/", language="en"),
    Stop("privacy", "What happens to personal data", "隐私说明", path="/about/privacy/"),
    Stop("accessibility", "Who can use it, and how", "无障碍说明", path="/about/accessibility/"),
    Stop("design", "The design language", "设计语言", path="/design/"),
    Stop("sign-up", "Making an account", "注册账号", path="/accounts/signup/"),
    Stop("sign-in", "Signing in", "登录", path="/accounts/login/"),
    Stop("enrol", "Becoming a volunteer: what one agrees to", "成为志愿者：告知与同意", path="/enrol/"),
    Stop("me", "A volunteer's own page", "志愿者的个人主页", "lin", "/me/"),
    Stop("me-care", "The same in care mode, for Mrs Hua who is seventy", "关怀版：七十岁的华婆婆", "hua", "/me/"),
    Stop("position", "Whether one may come, told before the button", "报名前就说明能不能报", "qiao", "/activities/", ("/activities/0",)),
    Stop("my-sign-ups", "One's own sign-ups", "我的报名", "lin", "/me/sign-ups/"),
    Stop("sign-up-answer", "What became of a sign-up", "一次报名的结果", "lin", "/me/sign-ups/", ("/sign-ups/0",)),
    Stop("card", "The volunteer card with its personal code", "志愿者证与个人码", "lin", "/card/"),
    Stop("check-in", "Checking in by typing the code", "输入签到码", "lin", "/check-in/"),
    Stop("record", "The service record: five groups, each hour with its proof", "服务记录：五类信息，每一小时都有依据", "lin", "/me/record/"),
    Stop("record-line", "One record: how it was counted and confirmed", "一条记录：如何计算、由谁确认", "lin", "/me/record/", ("/me/record/0",)),
    Stop("points", "Points: each movement", "积分明细", "lin", "/me/points/"),
    Stop("item", "Reserving goods", "预约兑换", "lin", "/stores/", ("/stores/0", "/stores/items/")),
    Stop("redemptions", "What waits to be picked up", "待领取的物品", "hua", "/me/redemptions/"),
    Stop("certificates", "Asking for a certificate", "开具证明", "lin", "/certificates/"),
    Stop("certificate", "A certificate and its check code", "证明与查验码", "lin", "/certificates/", press="开具证明"),
    Stop("inbox", "The inbox", "消息", "lin", "/inbox/"),
    Stop("notifications", "Which of them come by e-mail", "邮件提醒设置", "lin", "/me/notifications/"),
    Stop("profile", "One's own data", "个人资料", "lin", "/profile/"),
    Stop("consents", "What one has agreed to, and taking it back", "授权与撤回", "lin", "/consents/"),
    Stop("account", "The account: language, care mode, sessions", "账号设置", "lin", "/accounts/settings/"),
    Stop("organise", "The organiser's desk", "组织者工作台", "chen", "/organise/"),
    Stop("projects", "Projects", "项目", "chen", "/organise/projects/"),
    Stop("organise-activity", "One activity on its organiser's desk", "组织者看一次活动", "chen", "/organise/", ORGANISE),
    Stop("organise-copy", "Copying an earlier activity", "复制往期活动", "chen", "/organise/", (*ORGANISE, "/copy")),
    Stop("organise-new", "The form of an activity", "填写活动", "chen", "/organise/", ("/activities/new",)),
    Stop("sign-ups", "Who has signed up", "报名名单", "chen", "/organise/", (*ORGANISE, "/sign-ups/")),
    Stop("code", "The rotating code on the leader's screen", "现场动态签到码", "chen", "/organise/", (*ORGANISE, "/lead/sessions/")),
    Stop("roster", "The leader's roster", "签到名册", "chen", "/organise/", (*ORGANISE, "/lead/sessions/", "/roster/")),
    Stop("scan", "Scanning cards", "扫志愿者证", "chen", "/organise/", (*ORGANISE, "/lead/sessions/", "/scan/")),
    Stop("review-records", "Hours that wait for confirmation", "待确认的时数", "zhou", "/review/records/"),
    Stop("review-record", "Confirming one, never one's own", "确认一条（不能确认自己的）", "zhou", "/review/records/", ("/review/records/0",)),
    Stop("members", "Members of an organisation", "组织成员", "fang", "/organizations/?q=珠江志愿", ("/organizations/0", "/members/")),
    Stop("approvals", "The sub-station approves what is longer than eight hours", "分站审批（超过八小时）", "wu", "/organise/approvals/"),
    Stop("volunteers", "The city's volunteers, masked", "本市志愿者（已脱敏）", "wu", "/staff/volunteers/"),
    Stop("counter", "The clerk's counter", "超市柜台", "tan", "/counter/"),
    Stop("stock", "The stock", "库存", "tan", "/counter/", ("/stock/",)),
    Stop("month-count", "The month-end count", "月末盘点", "tan", "/counter/", ("/month/",)),
    Stop("policies", "The rules, each with its document", "规则与依据", "ma", "/policies/"),
    Stop("policy", "One rule: versions and documents", "一条规则的版本与依据", "ma", "/policies/", ("/policies/star",)),
    Stop("stars", "Stars to certify", "待认定的星级", "ma", "/review/stars/"),
    Stop("journal", "The journal: one line per action", "事件日志", "he", "/journal/"),
    Stop("roles", "Roles and what they may do", "角色与权限", "su", "/roles/"),
]  # fmt: skip


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else ADDRESS
    FOLDER.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[2:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_ARGUMENTS)
        missed = [line for size in SIZES for line in walk(browser, address, size, only)]
        browser.close()
    (FOLDER / "README.md").write_text(page_of_pictures(), encoding="utf-8")
    print("\n".join(missed) or f"{len(STOPS)} stops in {FOLDER}")


def walk(browser: Browser, address: str, size: str, only: set[str]) -> list[str]:
    """Every stop at one width; what could not be reached."""
    missed = []
    pages: dict[tuple[str, str], Page] = {}
    for number, stop in enumerate(STOPS, 1):
        if only and stop.slug not in only:
            continue
        key = stop.who, stop.language
        try:
            if key not in pages:
                pages[key] = visitor(browser, address, size, *key)
            arrive(pages[key], stop)
            draw(pages[key], FOLDER / f"{number:02d}-{stop.slug}-{size}.jpg", size)
        except Exception as error:
            missed.append(f"{stop.slug} ({size}): {str(error).splitlines()[0]}")
    return missed


def visitor(browser: Browser, address: str, size: str, who: str, language: str) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, reduced_motion="reduce",
        locale="zh-CN" if language.startswith("zh") else "en", timezone_id="Asia/Shanghai",
    )  # fmt: skip
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": "kapok_language", "value": language, "url": address}])
    page = context.new_page()
    if who:
        page.goto("/demo/")
        page.locator(f"form[action$='/demo/{who}/'] button").first.click()
        page.wait_for_url("**/me/")
    return page


def arrive(page: Page, stop: Stop) -> None:
    answer = page.goto(stop.path)
    for word in stop.then:
        hrefs = page.locator(CSS_OF_LINKS).evaluate_all("links => links.map(link => link.getAttribute('href'))")
        here = page.url.partition("?")[0]
        found = next((href for href in hrefs if word in href and not here.endswith(href) and ".ics" not in href), None)
        if found is None:
            raise LookupError(f"no link with {word} on {page.url}")
        answer = page.goto(found)
    if stop.press:
        page.get_by_role("button", name=stop.press).first.click()
        page.wait_for_load_state("networkidle")
    elif answer is None or answer.status != 200:
        raise LookupError(f"{page.url} answered {answer.status if answer else 'nothing'}")


def draw(page: Page, file: Path, size: str) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    width, _height = SIZES[size]
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST[size])
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(150)
    page.screenshot(path=file, type="jpeg", quality=QUALITY)
    page.set_viewport_size({"width": width, "height": SIZES[size][1]})


def page_of_pictures() -> str:
    words = (
        "# A tour · 走一圈\n\n"
        "Every picture is of the demo province that `bin/dev` loads: its people, organisations and hours are made up.\n"
        "They are made by `.kapok/venv/bin/python -m tests.journeys.tour` while `bin/dev` runs.\n\n"
        "图中一切均来自 `bin/dev` 载入的演示省份，人物、组织与时数纯属虚构。\n"
    )
    for number, stop in enumerate(STOPS, 1):
        big, small = (f"{number:02d}-{stop.slug}-{size}.jpg" for size in SIZES)
        if (FOLDER / big).exists():
            who = f" · as {stop.who.title()}" if stop.who else ""
            words += f"\n## {number}. {stop.title_zh}\n\n{stop.title}{who}\n\n"
            words += f'<img src="{big}" alt="{stop.title_zh}" width="640">'
            words += f' <img src="{small}" alt="{stop.title_zh}" width="180">\n'
    return words


if __name__ == "__main__":
    main()
