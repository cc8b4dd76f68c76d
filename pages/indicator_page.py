from pages.plainly import told_plainly
from dash import html


@told_plainly
def indicator_page(slug, query):
    return html.Div(slug)
