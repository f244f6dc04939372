"""The codes of findings. A code keeps its meaning for ever and is never used again for another."""

from collections.abc import Iterable
from typing import NamedTuple

from cqfacts.base.hints import did_you_mean
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.model.finding import Finding, Level
from cqfacts.model.names import short


class Code(NamedTuple):
    """The meaning of a code."""

    title: str
    when: str
    """When it occurs, and why that is a finding."""
    way_out: str
    """How to put it right."""
    level: Level = Level.ERROR


CODES = {
    # CQ1xx: the files
    "CQ101": Code(
        "no such file or folder",
        "The folder of the base is not there, or a link leads to a file that is not there.",
        "Point --facts or CQFACTS_FACTS at the folder of a base, or put a file in the place of the link.",
    ),
    "CQ102": Code(
        "file cannot be read",
        "There is something of that name, but the system does not let it be read, or it is no regular file.",
        "Check its permissions; put a file in the place of a folder, pipe or loop of links.",
    ),
    "CQ103": Code(
        "not UTF-8",
        "The file has bytes that are not UTF-8. The place is that of the first of them.",
        "Save the file as UTF-8 without a byte-order mark.",
    ),
    "CQ104": Code(
        "character that is not allowed",
        "The file has a character that nobody sees, or that changes how the line is read: a control, another line "
        "separator, a mark that turns the direction, a byte-order mark.",
        "Remove the character; the message gives its code point.",
    ),
    "CQ105": Code(
        "not YAML",
        "The file cannot be read as YAML from that place on.",
        "Look at the indent, and quote a value that begins with > or %, or that has a colon and a space in it.",
    ),
    "CQ106": Code(
        "anchor, alias, tag, merge key or directive",
        "YAML's means of reference and typing are refused: every value of a base is a text that stands where it is read.",
        "Write the text out where it is needed, and remove the anchor, tag or line.",
    ),
    "CQ107": Code(
        "more than one document",
        "A second YAML document starts in the file, which most readers would overlook.",
        "Put the entries into one list, without a line of three hyphens between them.",
    ),
    "CQ108": Code(
        "nested too deeply",
        "Lists and mappings stand in each other deeper than any entry needs.",
        "Flatten the entry: `cqfacts schema facts` prints its form.",
    ),
    "CQ109": Code(
        "empty file",
        "A file of facts, or the list that it is, has no entries: they may have been lost. A vocabulary file may be empty.",
        "Add facts, or delete the file.",
    ),
    "CQ110": Code(
        "no line end at the end of the file",
        "The last line is not ended, as after a copy that broke off.",
        "Complete the last line and end it.",
    ),
    "CQ111": Code(
        "duplicate key",
        "An entry has a key twice. Many readers of YAML would silently keep the last.",
        "Keep one of the two.",
    ),
    "CQ112": Code(
        "file too large",
        "The file is larger than any of a base needs to be, and is not read.",
        "Split it: facts go by sector and year.",
    ),
    "CQ113": Code(
        "file where none belongs",
        "A YAML file or folder has a name that no part of a base has, so that nothing would ever read it.",
        "Name folders by sectors and the files in them by years, such as automotive/2014.yaml; move other files out.",
    ),
    "CQ114": Code(
        "entry too large",
        "An entry has more values, or a text more characters, than any fact needs: one fact is one statement.",
        "Split the entry, or shorten the text.",
    ),
    "CQ115": Code(
        "more findings than are shown",
        "A file has more than a thousand findings. What comes after the last one shown is not read.",
        "Mend what is shown first, and check again.",
    ),
    "CQ116": Code(
        "text cut by a comment",
        "A text without quotes has a # after a single space. YAML takes the rest of the line for a comment and drops it.",
        "Quote the whole text where # belongs to it. Before a comment that is meant, write two spaces or more.",
    ),
    # CQ2xx: the form of an entry
    "CQ201": Code(
        "missing key",
        "An entry lacks a key that every entry of its kind has; or a fact has no id, and none can be made, because its entity "
        "has no name in Latin letters or the id would be too long.",
        "Add the key; the finding says what stands there. Of a file of facts, defaults can say source, area and period for all.",
    ),
    "CQ202": Code(
        "unknown key",
        "An entry has a key that entries of its kind do not have: often a slip of the pen.",
        "Take the key that is suggested, or remove it.",
    ),
    "CQ203": Code(
        "unknown name",
        "An entry names an indicator, area, unit, source, fact or other entry that the base does not have.",
        "Take the name that is suggested, or add the entry to its file.",
    ),
    "CQ204": Code(
        "wrong shape",
        "A text stands where a list or a mapping belongs, or the other way round, or a text runs over several lines.",
        "Give it the shape that the finding names.",
    ),
    "CQ205": Code(
        "value that is not a figure",
        "The indicator has figures, and the value cannot be read as one; or it is a rank, and the value is a range or nearly a place.",
        "Write digits with a decimal point, then a scale word: 2.63 million. A sign or word before it says that it is about, just "
        "below or a limit: ~ 15.77 billion, nearly 300, '> 2 trillion'. A range is written 5 to 6 million, a fraction 1/3. "
        "Zeros before a scale word, and of a whole number from a thousand on, count as digits with a point after them: 500. billion.",
    ),
    "CQ206": Code(
        "period that is not EDTF or does not exist",
        "A period or date cannot be read, ends before it starts, has one end in the other, or names a day that does not exist.",
        "Write 2014, 2021-07, 2021-10-03 or 2021-01/2021-08, with ~ after a date that is approximate.",
    ),
    "CQ207": Code(
        "word that is not on the list",
        "A key takes one word of a closed list, such as a kind, a dating or a status, and this is none of them.",
        "Take a word of the list.",
    ),
    "CQ208": Code(
        "id, file name or address that is not well formed",
        "An id has characters that are not safe in a shell or a file name, or is too long, or is the 0 of a source, which BibTeX has "
        "no use for; a file name has folders; or the address of a page does not begin with https:// or http:// and a host, or has "
        "spaces or a user name.",
        "Write letters, digits and single hyphens in an id, at most 100 of them; write an address whole, without a user name.",
    ),
    "CQ209": Code(
        "duplicate id",
        "Two entries have one id, or a fact has that of a source. An id must lead to one of them. Nor do two ids differ "
        "by case only: those of sources are keys in BibTeX, those of facts are typed, and in both the two would be one. Facts "
        "that write no id get one of indicator, entity, area and period, and several may get the same.",
        "Give one of the two another id; the finding says where the first one is.",
    ),
    "CQ210": Code(
        "empty text",
        "A key stands without a text: empty, null or ~.",
        "Write the text, or remove the key.",
    ),
    "CQ211": Code(
        "not a number",
        "A whole number, a factor or a SHA-256 belongs here, and this is none.",
        "Write it as the finding says: a count from 1, a positive decimal, 64 hexadecimal digits.",
    ),
    # CQ3xx: the sense of an entry
    "CQ301": Code(
        "fact filed under the wrong year",
        "A fact's period ends in another year than the file is named by.",
        "Move the fact to the file of that year, or correct its period.",
    ),
    "CQ302": Code(
        "fact filed under the wrong sector",
        "A fact's indicator belongs to another sector than the folder is named by.",
        "Move the fact to the folder of that sector, or correct its indicator.",
    ),
    "CQ303": Code(
        "unit does not fit the indicator",
        "The unit of a fact has another dimension than that of its indicator, counts another thing, or is another currency; "
        "or a fraction such as 1/3 is not given in percent.",
        "Take the unit of the indicator, or another indicator.",
    ),
    "CQ304": Code(
        "dating without its reason",
        "A period or a date of publication is inferred, and nothing says how.",
        "Add dating_reason: what the document prints, and what follows from it.",
    ),
    "CQ305": Code(
        "name claimed twice",
        "Two entries of one kind have the same title or alias, so that a reader who types it would reach either.",
        "Leave the name to one of the two.",
    ),
    "CQ306": Code(
        "no citation",
        "A fact or relation cites nothing, so that nobody can follow it back.",
        "Name the source, the paragraph and the words printed there.",
    ),
    "CQ307": Code(
        "value that the citations do not print",
        "The words quoted by the first citation do not say the digits of the value, or say them with another scale (263万 is 2.63 million); or "
        "a state has a number that no citation prints. Further citations are for the period, the area and the like.",
        "Correct the value, or quote the words that print it, before other citations.",
    ),
    "CQ308": Code(
        "paragraph that the source does not have",
        "A citation or a skipped passage names a paragraph beyond the last one of the document.",
        "Count the lines of the document's text that are not blank, from 1.",
    ),
    "CQ309": Code(
        "indicator without what its kind needs",
        "A rank does not name its field; a growth, a change or a rank names itself; or what is no size says that it is nominal.",
        "Add or remove the key that the finding names, or change the kind.",
    ),
    "CQ310": Code(
        "entry that nothing uses",
        "No fact and no other indicator uses an indicator: a leftover, or a slip in the fact that should. Subjects, "
        "measures, areas, units and sources may stand unused: a question can name them all the same.",
        "Remove it, or add what uses it.",
        Level.NOTE,
    ),
    "CQ312": Code(
        "number where the indicator has none, or none where it has one",
        "A figure has no unit and neither has its indicator, or a state has one.",
        "Add the unit to the indicator or to the fact, or take an indicator of another kind.",
    ),
    "CQ313": Code(
        "area within itself",
        "Following what areas are within leads back to where one started, or on through more than a hundred areas.",
        "Remove one of the steps.",
    ),
    "CQ314": Code(
        "relation of a fact with itself",
        "A relation has the same fact on its left and on its right.",
        "Name the other fact.",
    ),
    "CQ315": Code(
        "relation with a figure of its own where its kind has none, or without where it needs one",
        "Relations such as points-above need the figure `by`, others such as higher-than have none.",
        "Add or remove `by`, or take another kind of relation.",
    ),
    "CQ316": Code(
        "fact of a time after its source",
        "A result has a period that begins after a document that it cites was issued, so that one of the two dates is "
        "wrong. A date with ~, and the inferred date of a source, may be a year off.",
        "Correct the period, or the date of the source; give what is expected or planned the status forecast.",
    ),
    "CQ317": Code(
        "two facts that say the same",
        "Two facts have the same indicator, entity, area, period, status, forecaster, base of a growth, unit and digits, so that they would be counted "
        "twice. Figures that differ are no finding: `cqfacts conflicts` lists those that cannot both be true.",
        "Keep one of them, with the citations of both.",
    ),
    "CQ318": Code(
        "figure itself where a limit, a range or an estimate is printed",
        "The words around the printed figure say more than, at least, nearly, about, up to or a range, and the value says another "
        "of these, or the figure itself. A quotation may leave such words out; `verify` reads the whole sentence.",
        "Write > for more than, >= for at least, < for less than, <= for at most, ~ for about, nearly 300 for just below, 5 to 6 "
        "for a range, and no sign for the figure itself.",
    ),
    "CQ319": Code(
        "figure below zero of what cannot be",
        "A number of things that are there, or a rank, has a minus sign.",
        "Remove the sign, or use an indicator of growth or of a difference.",
    ),
    "CQ320": Code(
        "citation given twice",
        "Two citations of an entry, or two skipped passages, have the same source, paragraph and words. One of them may be meant for "
        "another paragraph that prints the same words.",
        "Remove one of the two, or correct its paragraph.",
    ),
    "CQ321": Code(
        "growth on a time that it cannot be on",
        "A growth, lead or contribution says a time with `on` that is not before its period, a month or a quarter that is shorter "
        "than its period, or an average over less than two years; or a figure that is no change has the key.",
        "Write year-before, quarter-before, month-before, a period such as 2017, average, or average since 2019. Without "
        "the key a growth is on the same part of the year before.",
    ),
    "CQ322": Code(
        "revised figure of another thing",
        "A fact supersedes one that is not in its file, that has another indicator, area, entity, period, status, forecaster or base "
        "of a growth, that another fact supersedes already, or the fact itself over any number of steps.",
        "Name the fact that has the figure before for the same thing. Of several revisions each supersedes the one before.",
    ),
    "CQ323": Code(
        "origin of a forecast that is none",
        "A result says by whom or when it was forecast, or a forecast was made after a document that it cites was issued.",
        "Remove by and as_of, give what is expected or planned the status forecast, or correct the date.",
    ),
    "CQ324": Code(
        "sign against its words",
        "The value is above zero, and the citation prints a minus sign or says of a change that it fell; or it is below zero, and "
        "nothing says so.",
        "Correct the sign, or quote the words that say whether it rose or fell.",
    ),
    "CQ325": Code(
        "figure beside something that is not understood",
        "A letter, a sign or a word touches the printed figure, and may be a scale or a part of it: 263zn. What is not understood "
        "is never nothing. `cqfacts read` shows how words are read.",
        "Quote other words of the document that print the figure, or say the figure in a note and take another citation.",
    ),
    "CQ326": Code(
        "figure in another unit than is printed",
        "The citation prints the figure in percent, percentage points, times, a currency or a unit, and the value has another.",
        "Correct the unit, or quote the figure that is in it. Figures are not converted: the printed digits say how exact it is.",
    ),
    "CQ327": Code(
        "part of a thing",
        "A number of things that are counted one by one has decimals and no scale word: 2.63 vehicles.",
        "Write the scale word that is printed: 2.63 million. An average is no number of things: take an indicator of another kind.",
    ),
    "CQ330": Code(
        "growth on another time than its words",
        "The citations of a growth say that it is on the month, the quarter or the year before (month on month, from the "
        "previous quarter, 同比), and the fact says another one of these, or none, which is the year before.",
        "Write on: month-before, quarter-before or nothing, as the document says; or quote the words that say what the fact does.",
    ),
    "CQ331": Code(
        "period that is neither printed nor inferred",
        "A fact does not say how its period is known, and none of its citations prints it. Where one does, the period is printed "
        'and nothing need be said; "last year" counts where the source has a date that it prints and that is exact.',
        "Quote the words that print the period, or add a dating_reason that says how it was placed. dating: printed says "
        "that the document prints it where no words can be quoted.",
    ),
    # CQ4xx: the evidence, as `verify` finds it
    "CQ401": Code(
        "document that is missing",
        "None of the files in the folder is the document of a source, by its SHA-256, by its text in another encoding or "
        "with other line ends, or by its name. Its citations cannot be verified.",
        "Put the text of the document into the folder, under any name.",
    ),
    "CQ402": Code(
        "citation that is not printed",
        "The paragraph does not print the words that are quoted, letter for letter.",
        "Quote what is printed there, decimal commas and misprints and all, or correct the paragraph; the finding says "
        "where the words are, or what is nearly the same.",
    ),
    "CQ403": Code(
        "citation that is printed more than once",
        "The paragraph prints the quoted words in several places, so that nobody can tell which one is meant.",
        "Quote more of the words around it.",
    ),
    "CQ404": Code(
        "quotation that cuts a figure or a word",
        "The quoted words begin or end inside a figure or a word, or before the scale word of a figure, so that they say "
        "another figure than the document does.",
        "Quote the whole of it.",
    ),
    "CQ405": Code(
        "document that is another text",
        "A file has the name of a source's document, but not its text. Its citations are verified all the same.",
        "Find the text that was cited. Where the new one is meant, put right what no longer holds, then sha256.",
    ),
    "CQ406": Code(
        "document with another number of paragraphs",
        "The source says that its document has more or fewer paragraphs than it has.",
        "Count the lines that are not blank, and correct paragraphs.",
    ),
    "CQ407": Code(
        "period that nothing says",
        'The years of a period, or its months and days, are printed by none of the citations: "the first five months of 2015" is not '
        '2015. "Last year" is counted from the date of its source. A time that a change is on says nothing. Where the period is '
        "inferred, dating_reason may say it as well. The first words that say months or days are those that count.",
        "Correct the period, or quote the words that print it. Where the document prints none, infer it, with a reason that "
        "names it in words: January to May 2015, the first half of 2022, October 1 to 7.",
    ),
    "CQ408": Code(
        "statement that says something else than its fact",
        "The statement says a number in digits that stands nowhere else in the fact: in no citation, value, period, reason, note "
        "or doubt; or days that are not those of the period, or the same year twice; or it does not say the figure, the number "
        "that its indicator has for a name, or the year of the period where it says years. So a slip in the sentence that people "
        "read first is told.",
        "Correct the statement, or quote the words that print the number.",
    ),
    "CQ409": Code(
        "number that nothing says",
        "The id of a fact has a number that is none of its period, its indicator or its entity; or the name of what it is about has "
        "one that no paragraph cited prints; or its reason, a doubt or a note has one that neither the fact nor a document that "
        "it cites says, and that is not worked out from two others; a short one must show how. Texts are judged where every "
        "document is there.",
        "Correct the number. Where another document prints it, name that by the id of its source; where it is worked out, say from "
        "what: 1.054 million (1.291 / 1.225).",
    ),
    "CQ410": Code(
        "figure that its sentence says otherwise",
        "The quoted words leave out what the sentence says around them: a scale, a sign or a fall, a limit, a range, a unit, or "
        "something that is not understood.",
        "Correct the value, or quote the whole figure. `cqfacts read` shows how a sentence is read.",
    ),
}


def level_of(finding: Finding) -> Level:
    """Return the level of a finding.

    >>> from cqfacts.model.finding import Place
    >>> print(level_of(Finding(Place("indicators.yaml"), "CQ310", "", "")))
    note
    """
    return CODES[finding.code].level


def errors_among(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a look-up: those that are no notes."""
    return [finding for finding in findings if level_of(finding) is Level.ERROR]


def refuse_errors(findings: Iterable[Finding]) -> None:
    """Raise InvalidBase where a base has errors. Notes are none: an indicator comes before its facts."""
    errors = errors_among(findings)
    if errors:
        raise InvalidBase(errors)


def find_codes(name: str) -> dict[str, Code]:
    """Return the code of that name, or every code for "all". Raises WrongUsage, with the code that is close.

    >>> find_codes("cq103")["CQ103"].title
    'not UTF-8'
    """
    if name.lower() == "all":
        return CODES
    code = name.upper()
    if code not in CODES:
        hint = did_you_mean(code, CODES, ".")
        raise WrongUsage(
            f'there is no code "{short(name)}": {hint} `cqfacts check --explain all` lists them all.'
        )
    return {code: CODES[code]}
