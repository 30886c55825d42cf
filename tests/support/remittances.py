"""Remittance advices as payers write them, for tests."""

from email.message import EmailMessage

HEAD = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*SELLER         *260918*1200*^*00501*000000007*0*P*:~"
PAYMENT = "BPR*C*{amount}*C*ACH*CTX*01*021000021*DA*123456789*9876543210**01*071000013*DA*555*20260918~"


def an_820(
    *segments: str,
    amount: str = "100.00",
    trace: str = "TRACE-77001",
    head: str = HEAD,
    count: int | None = None,
) -> str:
    """An interchange with one transaction set: its payment, its trace, and what else it says; counts are right."""
    inside = [PAYMENT.format(amount=amount), f"TRN*1*{trace}*1234567890~", *(f"{each}~" for each in segments)]
    counted = len(inside) + 2 if count is None else count
    lines = [
        head,
        "GS*RA*PAYER*SELLER*20260918*1200*7*X*005010~",
        "ST*820*0001~",
        *inside,
        f"SE*{counted}*0001~",
        "GE*1*7~",
        "IEA*1*000000007~",
    ]
    return "\n".join(lines) + "\n"


def a_mail(
    text: str = "",
    *,
    html: str = "",
    subject: str = "Payment advice",
    sender: str = "Accounts Payable <ap@payer.example>",
    files: tuple[tuple[str, bytes], ...] = (),
) -> bytes:
    """A mail with a text, the same in HTML, and files."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "cash@seller.example", subject
    mail["Date"] = "Fri, 18 Sep 2026 09:14:00 +0200"
    if text or not html:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def a_pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines, as small as one can be."""
    shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    stream = f"BT /F1 11 Tf 50 780 Td 14 TL {shown}ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(out),
    )


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
