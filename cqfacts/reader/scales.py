"""Scale words and letters: the size that each stands for."""

HUNDRED = 100
THOUSAND, MILLION, BILLION, TRILLION = (10**power for power in (3, 6, 9, 12))
SCALE_WORDS = {
    "thousand": THOUSAND, "million": MILLION, "billion": BILLION, "trillion": TRILLION, "lakh": 10**5,
    "lac": 10**5, "crore": 10**7, "quadrillion": 10**15, "quintillion": 10**18,
    "milliard": BILLION,
}  # fmt: skip
"""Words that multiply what stands before them."""
PLURAL_SCALES = {f"{word}s": size for word, size in SCALE_WORDS.items()}
"""The same in the plural: 2 millions."""
ABBREVIATIONS = {
    "k": THOUSAND, "thsd": THOUSAND, "thou": THOUSAND, "mn": MILLION, "mln": MILLION, "mio": MILLION, "mil": MILLION,
    "mill": MILLION, "bn": BILLION, "bln": BILLION, "bil": BILLION, "mrd": BILLION, "bio": BILLION, "tn": TRILLION, "tln": TRILLION,
    "trn": TRILLION, "trln": TRILLION, "cr": 10**7,
}  # fmt: skip
"""Abbreviations that are scales in any case, right after digits."""
CAPITALS = {"K": THOUSAND, "M": MILLION, "MM": MILLION, "B": BILLION, "T": TRILLION, "G": BILLION}
"""Letters that are scales as capitals alone: m is a metre, too."""
MONEY_LETTERS = {"mm": MILLION, "g": BILLION}
"""Letters that are scales after money alone."""
SMALL_LETTERS = {"m": MILLION, "b": BILLION, "t": TRILLION}
"""Letters that are scales beside money and counts."""
SCALE_NAMES = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
"""The scale words of a fact by their power of ten."""
