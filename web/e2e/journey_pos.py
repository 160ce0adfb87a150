"""A cashier's day at the POS, on two tills at once."""
import pos
from pos_corrections import approvals, corrections, merging
from pos_paying import cards, mixed
from pos_sale import keyboard_sale, options, signing_in, whole_sale
from pos_shift import day, languages, locked, offline


def run(stage):
    context, page = signing_in(stage)
    pos.open_drawers(stage, page)
    stage.sees("the till is open", page.get_by_text("Açık", exact=True))
    stage.shot(page, "till")
    stage.bar(page, "till")
    other_context, other = stage.till(role="cashier")
    whole_sale(stage, page, other)
    other_context.close()
    options(stage, page)
    keyboard_sale(stage, page)
    cards(stage, page)
    mixed(stage, page)
    corrections(stage, page)
    approvals(stage)
    merging(stage, page)
    offline(stage, context, page)
    languages(stage, page)
    locked(stage, page)
    day(stage, page)
