"""The layout of pages: from letters and rules with their places to lines in reading order, tables and side columns.

letters  letters to words                       sides    side columns and words at the right margin
sheets   a page of pdfium to words and rules    blocks   rows to paragraphs, and what stands beside each
rows     words to lines as seen                 hyphens  words broken at line ends
furniture  headers, footers, page numbers       setting  rows to lines of the Document
strips   two columns of text                    drawn    ruled tables, written
ruled    rules to tables                        assemble all of it, in order
grids    tables without rules
"""
