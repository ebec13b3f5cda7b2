"""Words that say little of what a question is about: people put them around it as they speak.

They are sought like all others, but weigh a quarter, so that "did anyone start reading the files" is about files.
"""

LIGHT = 0.25
"""What a light word weighs of what its rarity says."""

_WORDS = """
able accept accepted across actually again against ago agree agreed all allow allowed almost alone along already also
altogether always among amount another answer answered answers any anybody anyone anything anywhere apart appear
appeared apply around aside average away back bad became become before began begin begun behind best better between
big bit both break bring bringing brought call called came care carried carry case cause caused certain certainly
change changed charge chase check clear clearly close come comes coming completely concern concerned concerns continue
could count counts couple course cover date day days deal decide decided definite definitely detail details did
different directly drop each early easily either else end ended ends enough entirely especially even ever every
everybody everyone everything everywhere exact exactly expect expected explain explained explanation extra face fact
fall far fast feel fell felt few figure figures files final finally finish finished finishing first follow follows for
forward full further gave general generally get gets getting give given giving go goes going gone good got great guess
half hand handle happen happened happening happens happy hard hear heard held help here high highest history hold hope
hopes hour hours however idea immediately important info information instead issue issues its itself just keep keeps
kept kind know known knows large last late later latest lead least leave leaves leaving led left less let level levels
like likely list little live long longer longest look looked looking lose lost lot lots low made main make makes
making manage many matter matters maybe mean meant meet meeting meetings mention mentioned minute minutes month months
more most move moved much must name need needed needs never new next no nobody none nor normal not nothing now number
offer offered often ok okay old once one ones only open other others otherwise outcome outright overall own part
particular pass passed past pay people percent percentage perhaps person personally pick place plan please pls point
possible present probably problem problems proper properly proportion prove pull push put question questions quick
quickly quite rate rates rather ratio ratios reach reached read reading real really reason reasons receive received
recent recently record regard remain replied reply report reported reports respond responded response responses result
right round run running said same say saying says second see seem seemed seen send sending sent set settle settled
several sharing short show shown side simply since single sit sits sitting situation small some somebody someone
something sometimes somewhere soon sort speak speaking spend spoke spoken stage stand start started starting statistic
statistics stats stay still stop story straight summary sure take taken takes taking talk tell thank thanks the thing
things think third though thought time timeline times today together told tomorrow too took total towards treat tried
true try trying turn turned turns two under until up update updates upon use used using usual usually various view
visit wait want wanted wants watch way ways week weeks well went what whatever whole will without word words work
worked working works worse worst worth would write writing wrong wrote year years yes yet
"""
LIGHT_WORDS = frozenset(_WORDS.split())
