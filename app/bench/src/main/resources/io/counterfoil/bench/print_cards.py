"""The same card by ReportLab, as its users would write it for speed: artwork, price symbol and texts that
all cards share are drawn once, into a form; bars and modules are vectors, one path a symbol.

print_cards.py CARDS.csv CARDS.pdf
"""
import csv
import sys

from reportlab.graphics.barcode import code128, eanbc, qrencoder
from reportlab.graphics.shapes import Drawing
from reportlab.graphics import renderPDF
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

WIDTH, HEIGHT, COLUMNS, ROWS = 85 * mm, 54 * mm, 2, 5
FONTS = "/usr/share/fonts/truetype/dejavu/"
URL = "HTTPS://BACKUP.EXAMPLE/01/04006381333931/21/"
MODULE = 0.4233 * mm


def face(pdf):
    """What all cards share."""
    pdf.beginForm("face")
    pdf.setFillColor("#0b5d66")
    pdf.rect(0, HEIGHT - 20.7 * mm, WIDTH, 20.7 * mm, stroke=0, fill=1)
    path = pdf.beginPath()
    path.moveTo(0, HEIGHT - 20.6 * mm)
    path.curveTo(14 * mm, HEIGHT - 22.2 * mm, 26 * mm, HEIGHT - 21 * mm, 42 * mm, HEIGHT - 21 * mm)
    path.curveTo(58 * mm, HEIGHT - 21 * mm, 72 * mm, HEIGHT - 22.2 * mm, WIDTH, HEIGHT - 21.4 * mm)
    pdf.setStrokeColor("#f2a541")
    pdf.drawPath(path)
    pdf.setStrokeColor("#9fb4b3")
    for radius in (10, 15, 20):
        pdf.circle(58 * mm, 28 * mm, radius * mm)
    pdf.setFillColor("#ffffff")
    pdf.roundRect(64.8 * mm, HEIGHT - 20 * mm, 18.2 * mm, 18.2 * mm, 1.4 * mm, stroke=0, fill=1)
    pdf.setFillColor("#eef3f2")
    pdf.roundRect(4 * mm, HEIGHT - 30.6 * mm, 42 * mm, 8 * mm, 1 * mm, fill=1)
    for font, size, x, y, colour, text in (
        ("Bold", 9, 5, 6, "#bfe3dd", "Bench Backup"),
        ("Bold", 18, 5, 12.5, "#ffffff", "Select Backup"),
        ("Sans", 12, 5, 18, "#ffffff", "1 year"),
        ("Bold", 12, 42, 18, "#ffffff", "49.00 EUR"),
        ("Sans", 6.5, 48.3, 26, "#33474d", "Scratch gently to see your code."),
        ("Sans", 6.5, 48.3, 29, "#33474d", "Valid once paid for at the till."),
        ("Sans", 7, 5, 34, "#33474d", "Redeem your code at"),
        ("Bold", 11, 5, 39, "#0b4a57", "backup.example"),
    ):
        pdf.setFont(font, size)
        pdf.setFillColor(colour)
        pdf.drawString(x * mm, HEIGHT - y * mm, text)
    price = Drawing()
    price.add(eanbc.Ean13BarcodeWidget("400638133393", barWidth=0.33 * mm, barHeight=18.3 * mm))
    renderPDF.draw(price, pdf, 45 * mm, 2 * mm)
    pdf.endForm()


def qr(pdf, text, left, top):
    """A QR code as one path."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    path = pdf.beginPath()
    for row in range(size):
        start = None
        for column in range(size + 1):
            dark = column < size and code.isDark(row, column)
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(left + start * MODULE, top - (row + 1) * MODULE, (column - start) * MODULE, MODULE)
                start = None
    pdf.drawPath(path, stroke=0, fill=1)


def card(pdf, serial, code):
    pdf.doForm("face")
    pdf.setFillColor("#000000")
    pdf.setFont("Mono", 10)
    pdf.drawString(5 * mm, HEIGHT - 28 * mm, code)
    pdf.setFont("Sans", 7.5)
    pdf.drawString(5 * mm, HEIGHT - 51 * mm, "No. " + serial)
    bars = code128.Code128(serial, barWidth=0.254 * mm, barHeight=7 * mm, quiet=0)
    bars.drawOn(pdf, 5 * mm, HEIGHT - 48 * mm)
    qr(pdf, URL + serial, 66.9 * mm, HEIGHT - 3.9 * mm)


def main(data, target):
    pdfmetrics.registerFont(TTFont("Sans", FONTS + "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont("Bold", FONTS + "DejaVuSans-Bold.ttf"))
    pdfmetrics.registerFont(TTFont("Mono", FONTS + "DejaVuSansMono-Bold.ttf"))
    pdf = canvas.Canvas(target, pagesize=A4, pageCompression=1)
    face(pdf)
    place = 0
    with open(data, newline="") as rows:
        for row in csv.DictReader(rows):
            if place == COLUMNS * ROWS:
                pdf.showPage()
                place = 0
            pdf.saveState()
            pdf.translate((15 + 95 * (place % COLUMNS)) * mm, A4[1] - (13.5 + 54 * (place // COLUMNS)) * mm - HEIGHT)
            card(pdf, row["serial"], row["code"])
            pdf.restoreState()
            place += 1
    pdf.save()


main(*sys.argv[1:])
