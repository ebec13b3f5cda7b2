"""Makes .docx files for tests out of the XML of their parts, so that a test shows what Word would have written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
)
_KINDS = {
    "numbering": "numbering",
    "styles": "styles",
    "header1": "header",
    "footer1": "footer",
    "footnotes": "footnotes",
}
_ROOTS = {"numbering": "numbering", "styles": "styles", "header1": "hdr", "footer1": "ftr", "footnotes": "footnotes"}


def docx(body: str, *, parts: Mapping[str, str] | None = None, files: Mapping[str, bytes] | None = None) -> bytes:
    """Return a .docx whose body is `body`; `parts` are further parts by name ("numbering"), `files` whole files."""
    kept = dict(parts or {})
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_TYPE}/{_KINDS[name]}" Target="{name}.xml"/>' for name in kept
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{_KINDS[name]}+xml"/>' for name in kept
    )
    content = {
        "[Content_Types].xml": f"<Types {_TYPES}>{_DEFAULTS}{types}</Types>",
        "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="main" Type="{_TYPE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {_RELATIONS}>{relations}</Relationships>",
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
    }
    content |= {
        f"word/{name}.xml": f"<w:{_ROOTS[name]} {_W} {_R}>{xml}</w:{_ROOTS[name]}>" for name, xml in kept.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in content.items():
            archive.writestr(path, text)
        for path, data in (files or {}).items():
            archive.writestr(path, data)
    return out.getvalue()


def p(*runs: str, style: str = "", listed: tuple[int, int] | None = None, ended: str = "") -> str:
    """Return a paragraph; `listed` is its list and its depth there, `ended` what is noted of its end."""
    marks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        marks += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
    marks += f"<w:rPr>{ended}</w:rPr>" if ended else ""
    return f"<w:p><w:pPr>{marks}</w:pPr>{''.join(runs)}</w:p>"


def r(words: str, marks: str = "") -> str:
    """Return a run of letters; `marks` names what they are, for instance `<w:b/>`."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def level(depth: int, form: str, text: str, *, start: int = 1) -> str:
    """Return how one level of a list is written."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def table(*rows: str) -> str:
    """Return a table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """Return a row of cells."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(*blocks: str, marks: str = "") -> str:
    """Return a cell."""
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{''.join(blocks)}</w:tc>"
