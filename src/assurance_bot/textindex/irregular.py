"""Forms that no rule of endings makes one word of: "froze" and "frozen" are "freeze", "women" are "woman"."""

_FORMS = """
arise arose arisen | awake awoke awoken | bear bore borne | beat beaten | become became | begin began begun
bend bent | bind bound | bite bit bitten | bleed bled | blow blew blown | break broke broken | breed bred
bring brought | build built | burn burnt | buy bought | catch caught | choose chose chosen | come came
creep crept | deal dealt | dig dug | draw drew drawn | drink drank drunk | drive drove driven | eat ate eaten
fall fell fallen | feed fed | feel felt | fight fought | find found | fly flew flown
forbid forbade forbidden | foresee foresaw foreseen | forget forgot forgotten | freeze froze frozen
get got gotten | give gave given | go went gone | grow grew grown | hang hung | hear heard | hide hid hidden
hold held | keep kept | know knew known | lay laid | lead led | lean leant | learn learnt | leave left
lend lent | lose lost | make made | mean meant | meet met | mistake mistook mistaken
oversee oversaw overseen | overtake overtook overtaken | pay paid | prove proven | ride rode ridden
ring rang rung | rise rose risen | run ran | say said | see saw seen | seek sought | sell sold | send sent
shake shook shaken | shine shone | shoot shot | show shown | shrink shrank shrunk | sing sang sung
sink sank sunk | sit sat | sleep slept | speak spoke spoken | speed sped | spend spent | stand stood
steal stole stolen | stick stuck | strike struck | swear swore sworn | sweep swept | swim swam swum
take took taken | teach taught | tear tore torn | tell told | think thought | throw threw thrown
understand understood | undertake undertook undertaken | wear wore worn | win won
withdraw withdrew withdrawn | write wrote written | man men | woman women | child children
person people persons | tooth teeth | foot feet | mouse mice | half halves | thief thieves | life lives
knife knives | leaf leaves
"""


def _plain() -> dict[str, str]:
    rows = (row.split() for line in _FORMS.strip().splitlines() for row in line.split("|"))
    return {form: plain for plain, *forms in rows for form in forms}


PLAIN = _plain()
"""The plain form of each."""
