"""What is corrected at the POS: voids, gifts, discounts, with approvals, and joined checks."""
import contextlib
import re

import pos
from pos_paying import quick_lines
from stage import until


@contextlib.contextmanager
def kitchen_first(stage, page):
    """The kitchen finishes a dish of this check between the press of a void and its arrival: the version is another."""
    branch = f"/api/v1/branches/{stage.demo['branches'][0]['id']}"
    token = stage.token(page)
    done = []

    def hold(route):
        if not done:
            check = route.request.url.split("/checks/")[1].split("/")[0]
            line = route.request.url.split("/lines/")[1].split("/")[0]
            shown = stage.call("GET", f"{branch}/kitchen", token=token)["tickets"]
            tickets = [one for one in shown if one["check"] == check]
            item = next(i for t in tickets for i in t["items"] if i["line"] != line)
            stage.call("POST", f"{branch}/kitchen/items/{item['id']}/bump", {}, token=token)
            done.append(item)
        route.continue_()

    page.route("**/void", hold)
    yield
    page.unroute("**/void")
    stage.check("the kitchen was the first", len(done) == 1)


def corrections(stage, page):
    pos.free_table(page)
    first, second, third = pos.plain_products(stage, page)
    for product in (first, second, third):
        pos.tap(page, product)
    page.keyboard.press("F8")
    page.get_by_text("Mutfağa gönderildi").first.wait_for()
    pos.settled(page)
    page.locator(".line-row", has_text=first["name"]["tr"]).click()
    page.get_by_role("button", name="İptal", exact=True).click()
    stage.bar(page, "void")
    page.get_by_role("dialog").get_by_role("button", name="Misafir vazgeçti").click()
    with kitchen_first(stage, page):
        page.get_by_role("dialog").get_by_role("button", name="İptal", exact=True).click()
        stage.sees("a void line is struck, though the kitchen finished another dish at that instant",
                   page.locator(".line-name.struck", has_text=first["name"]["tr"]))
    page.locator(".line-row", has_text=second["name"]["tr"]).click()
    page.get_by_role("button", name="İkram", exact=True).click()
    page.get_by_role("dialog").get_by_role("group", name="Neden").get_by_role("button", name="İkram", exact=True).click()
    page.get_by_role("dialog").locator(".dialog-foot").get_by_role("button", name="İkram", exact=True).click()
    stage.sees("a line on the house says so", page.locator(".line").get_by_text("İkram", exact=True))
    stage.check("void and comp leave one line to pay", until(lambda: pos.total(page) == third["price"]))
    before = pos.total(page)
    page.get_by_role("button", name="Diğer").click()
    stage.bar(page, "more")
    page.get_by_role("dialog").get_by_role("button", name="İndirim").click()
    page.get_by_role("dialog").get_by_role("button", name="%10").click()
    page.get_by_role("dialog").get_by_role("button", name="Kampanya").click()
    page.get_by_role("dialog").get_by_role("button", name="Uygula").click()
    stage.check("a discount of 10 % takes 10 %", until(lambda: abs(pos.total(page) - before * 0.9) <= 1),
                f"{pos.total(page)} of {before}")
    page.get_by_role("button", name="Diğer").click()
    page.get_by_role("dialog").get_by_role("button", name="Başka masaya taşı").click()
    target = page.get_by_role("dialog").locator(".targets button").first
    name = target.inner_text()
    target.click()
    stage.sees("the check moves to another table", page.get_by_role("heading", name=name, exact=True))
    page.get_by_role("button", name="Böl").click()
    stage.sees("equal shares are shown", page.get_by_text("1. pay"))
    stage.bar(page, "split")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("payını öde")).click()
    page.locator(".pay-tenders").wait_for()
    page.wait_for_timeout(400)
    page.get_by_role("button", name="Nakit").click()
    page.get_by_role("button", name=re.compile("şimdi al")).click()
    stage.sees("a share is taken and the rest stays due", page.get_by_text("Ödendi", exact=True))
    page.locator(".tender:enabled").first.wait_for()  # the socket may tell it before the answer has come
    page.keyboard.press("F10")
    stage.sees("the rest closes the check", page.locator(".done-main"))


def approvals(stage):
    """A cashier's discount over the limit needs somebody else's PIN."""
    context, page = stage.till(role="cashier")
    due = quick_lines(stage, page, 1)
    page.get_by_role("button", name="Diğer").click()
    page.get_by_role("dialog").get_by_role("button", name="İndirim").click()
    page.get_by_role("dialog").get_by_role("button", name="%50").click()
    page.get_by_role("dialog").get_by_role("button", name="Sürekli misafir").click()
    page.get_by_role("dialog").get_by_role("button", name="Uygula").click()
    if stage.sees("over the limit an approval is asked for", page.get_by_text("Onay gerekiyor")):
        about = page.locator(".approval-about").inner_text()
        stage.check("it says what, for which reason, and why it is asked", all(
            words in about for words in ("İndirim %50", "Adisyon", "Neden: Sürekli misafir", "Kendi sınırınız %10")), about)
        stage.bar(page, "approval")
        stage.shot(page, "approval")
        manager = stage.person("manager")
        page.get_by_role("button", name=manager["name"]).click()
        page.keyboard.type(manager["pin"])
        page.keyboard.press("Enter")
        stage.check("with the manager's PIN it is given", until(lambda: abs(pos.total(page) - due / 2) <= 1))
    pos.pay(page)
    page.wait_for_timeout(500)
    page.keyboard.press("F10")
    stage.sees("and the cashier takes what is left", page.get_by_text("Ödendi"))
    page.goto(f"{stage.base}/pos/till")
    page.get_by_role("tab", name="X raporu").click()
    stage.sees("who will count the cash is not told of it before", page.locator(".done-paper").get_by_text("sayılıp kapatılınca"))
    stage.check("by no line of the X report, nor by a sum that tells it to who has the card slips", not any(
        page.locator(".done-paper").get_by_text(words, exact=True).count()
        for words in ("Nakit satış", "Net satış", "Brüt satış", "Kart", "Bahşiş", "Beklenen")))
    context.close()


def merging(stage, page):
    """Two tables sit together: one check for both."""
    names = []
    for product in pos.plain_products(stage, page, 2):
        names.append(pos.free_table(page))
        pos.tap(page, product)
        page.keyboard.press("F8")
        page.get_by_text("Mutfağa gönderildi").first.wait_for()
        pos.settled(page)
    second = pos.total(page)
    page.get_by_role("button", name="Diğer").click()
    page.get_by_role("dialog").get_by_role("button", name="Başka adisyonla birleştir").click()
    page.get_by_role("dialog").locator(".targets button", has_text=re.compile(f"Masa {names[0]} ")).first.click()
    stage.sees("two checks become one", page.get_by_role("heading", name=f"Masa {names[0]}", exact=True))
    stage.check("with the lines of both", until(lambda: page.locator(".line-row").count() == 2 and pos.total(page) > second))
    pos.pay(page)
    page.wait_for_timeout(500)
    page.keyboard.press("F10")
    page.locator(".done-main").wait_for()
    page.emulate_media(media="print")
    shown = page.evaluate("[getComputedStyle(document.getElementById('app')).display, "
                          "getComputedStyle(document.querySelector('.paper')).display]")
    stage.check("only the receipt goes to paper", shown == ["none", "block"], str(shown))
    page.emulate_media(media="screen")
