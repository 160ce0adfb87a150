"""Words for what a cashier does at the POS."""
import re

from stage import until


def open_drawers(stage, page):
    """Opens every till that is closed, by the screen."""
    page.goto(f"{stage.base}/pos/till")
    page.get_by_role("heading", name="Kasa", exact=True).wait_for()
    page.wait_for_timeout(600)
    while page.get_by_role("button", name="Kasayı aç").count() > 0:
        before = page.get_by_role("button", name="Kasayı aç").count()
        page.get_by_role("button", name="Kasayı aç").first.click()
        for key in "50000":
            page.get_by_role("dialog").get_by_role("button", name=key, exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="Aç", exact=True).click()
        if not until(lambda: page.get_by_role("button", name="Kasayı aç").count() < before):
            break


def tables(page):
    if page.get_by_role("heading", name="Masalar").count() == 0:
        page.keyboard.press("F2")
    page.get_by_role("heading", name="Masalar").wait_for()


def free_table(page):
    """Goes to a free table and gives its name."""
    tables(page)
    tile = page.locator(".table-free").first
    name = tile.locator(".table-name").inner_text()
    tile.click()
    page.locator(".grid .tile").first.wait_for()
    return name


def plain_products(stage, page, count=3):
    """Products that one tap puts on the check."""
    menu = stage.api(page, "/menu")
    groups = {g["id"]: g for g in menu["groups"]}
    asks = lambda p: any(groups[g]["min"] > sum(1 for o in groups[g]["options"] if o["default"]) for g in p["groups"])
    found = [p for p in menu["products"] if p["available"] == "on" and not p["weighed"] and not asks(p)
             and not p["groups"] and not p["alcohol"]]
    return found[:count]


def tap(page, product):
    """Finds a product by its letters and taps it."""
    field = page.get_by_label("Ürün ara")
    field.fill(product["name"]["tr"])
    page.locator(".grid .tile", has_text=re.compile(f"^{re.escape(product['name']['tr'])}")).first.click()
    field.fill("")


def settled(page):
    """Nothing waits any more."""
    return until(lambda: page.get_by_text(re.compile("bekliyor$")).count() == 0)


def total(page):
    text = page.locator(".ticket-total").inner_text()
    return int(re.sub(r"\D", "", text.split("₺")[-1]))


def pay(page):
    page.keyboard.press("Escape") if page.locator("dialog[open]").count() else None
    page.keyboard.press("F9")
    page.locator(".pay-tenders").wait_for()


def money(kurus):
    whole, rest = divmod(kurus, 100)
    return f"₺{whole:,}".replace(",", ".") + f",{rest:02d}"
