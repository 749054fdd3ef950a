"""Did it happen? Statuses of the event told by one trigger, with the shipped weights."""

from collections.abc import Callable

import pytest

from foreigndesk.model import Reading

# text, the trigger's word, status
TENSE_AND_NEGATION = [
    ("Israel bombed a port in Yemen.", "bombed", "occurred"),
    ("Egypt has bombed Libya.", "bombed", "occurred"),
    ("Egypt is shelling Libya.", "shelling", "ongoing"),
    ("Russian forces are attacking Georgia.", "attacking", "ongoing"),
    ("Egypt will recognise Kosovo.", "recognise", "planned"),
    ("Kenya will reopen its border with Somalia.", "reopen", "planned"),
    ("Egypt did not bomb Libya.", "bomb", "negated"),
    ("Chad never recognised Kosovo.", "recognised", "negated"),
    ("No Egyptian soldiers attacked Libya.", "attacked", "negated"),
]
MODALS = [
    ("Ethiopia may invade Eritrea.", "invade", "possible"),
    ("Egypt might withdraw its troops from Libya.", "withdraw", "possible"),
    ("France could recognise Kosovo.", "recognise", "possible"),
    ("Egypt can attack Libya.", "attack", "possible"),
    ("France should recognise Kosovo.", "recognise", "demanded"),
    ("Egypt must withdraw its troops from Libya.", "withdraw", "demanded"),
]
ADVERBS_AND_MODIFIERS = [
    ("Iran allegedly attacked Israel.", "attacked", "possible"),
    ("Egypt probably attacked Libya.", "attacked", "possible"),
    ("The planned withdrawal of Russian troops from Georgia was delayed.", "withdrawal", "planned"),
]
CONDITIONALS = [
    ("Kenya said it would leave only when Somalia released the prisoners.", "released", "possible"),
    ("If Sudan attacks Chad, France will send troops.", "attacks", "possible"),
    ("Egypt would attack Libya if Libya attacked Sudan.", "attack", "possible"),
    ("Egypt would attack Libya if Libya attacked Sudan.", "attacked", "possible"),
]
PROMISED_AND_PLANNED = [
    ("Kenya promised to reopen its border with Somalia.", "reopen", "promised"),
    ("Egypt agreed to release 30 Sudanese prisoners.", "release", "promised"),
    ("Egypt offered to host talks with Sudan.", "talks", "promised"),
    ("Kenya plans to reopen its border with Somalia.", "reopen", "planned"),
    ("Turkey is preparing an attack on Syria.", "attack", "planned"),
    ("Turkey planned an attack on Syria.", "attack", "planned"),
]
DEMANDED = [
    ("The United States demanded that Russia withdraw its troops from Ukraine.", "withdraw", "demanded"),
    ("Turkey urged Greece to withdraw its troops from Cyprus.", "withdraw", "demanded"),
    ("Egypt asked Sudan to release the prisoners.", "release", "demanded"),
    ("Egypt told Libya to withdraw its troops from Sudan.", "withdraw", "demanded"),
    ("Egypt ordered its troops to attack Libya.", "attack", "demanded"),
]
THREATENED = [
    ("Israel threatened to bomb Lebanon.", "bomb", "threatened"),
    ("North Korea threatened to attack South Korea.", "attack", "threatened"),
    ("Egypt's threat to bomb the port of Benghazi angered Libya.", "bomb", "threatened"),
]
IMPLICATIVES = [
    ("Rwanda did not fail to withdraw its troops from Uganda.", "withdraw", "occurred"),
    ("Rwanda had to withdraw its troops from Uganda.", "withdraw", "occurred"),
    ("Egypt is to withdraw its troops from Libya.", "withdraw", "planned"),
    ("Egypt is going to attack Libya.", "attack", "planned"),
    ("Kenya was able to negotiate with Somalia.", "negotiate", "occurred"),
    ("Egypt plans on leaving the African Union.", "leaving", "planned"),
    ("Egypt refrained from attacking Libya.", "attacking", "negated"),
    ("Egypt must stop the shelling of Libya.", "shelling", "occurred"),
    ("If the Senate votes to impeach the president, Chad will protest.", "impeach", "possible"),
    ("The envoy left at the end of the summit between Chad and Niger.", "summit", "occurred"),
    ("Ghana was the third state to recognise Kosovo.", "recognise", "occurred"),
    ("It is hard to attack Libya.", "attack", "possible"),
    ("France refused to withdraw its troops from Mali.", "withdraw", "negated"),
    ("Rwanda failed to withdraw its troops from Uganda.", "withdraw", "negated"),
    ("Rwanda managed to capture the town.", "capture", "occurred"),
    ("The Turkish government forced Greece to release the prisoners.", "release", "occurred"),
    ("Egypt prevented an attack on Libya.", "attack", "negated"),
    ("The army began shelling the town.", "shelling", "ongoing"),
    ("Egypt did not promise to release the Libyan prisoners.", "release", "possible"),
    ("Egypt did not threaten to bomb Libya.", "bomb", "possible"),
]
SAID_AND_THOUGHT = [
    ("Iran said that it attacked Israel.", "attacked", "occurred"),
    ("Iran denied that it attacked Israel.", "attacked", "negated"),
    ("Egypt knows that Libya attacked Sudan.", "attacked", "occurred"),
    ("Egypt did not know that Libya attacked Sudan.", "attacked", "occurred"),
    ("It does not seem that Libya attacked Sudan.", "attacked", "negated"),
    ("Egypt denied that it planned to attack Libya.", "attack", "negated"),
    ("The drill is not part of a plan to attack Libya.", "attack", "negated"),
    ("Egypt pointed to the attack on Libya as an example.", "attack", "occurred"),
    ("Egypt believes that Libya attacked Sudan.", "attacked", "possible"),
    ("Egypt feared that Libya would attack Sudan.", "attack", "possible"),
    ("Egypt hopes to hold talks with Sudan.", "talks", "possible"),
    ("Egypt is likely to attack Sudan.", "attack", "possible"),
]
QUESTIONS_AND_DATES = [
    ("Did Egypt attack Libya?", "attack", "possible"),
    ("Why did Egypt attack Libya?", "attack", "occurred"),
    ("Egypt is attacking Libya next week.", "attacking", "planned"),
    ("The French president is visiting Kenya next month.", "visiting", "planned"),
]
CONSTRUCTIONS = [
    ("Egypt might refuse to release the Libyan prisoners.", "release", "possible"),
    ("Russia not only attacked Georgia but annexed Abkhazia.", "attacked", "occurred"),
    ("Egypt took the opportunity to condemn Libya.", "condemn", "occurred"),
    ("Egypt used its navy to attack Libya.", "attack", "occurred"),
    ("We would condemn Egypt.", "condemn", "possible"),
    ("Chad fought Sudan until Sudan attacked Niger.", "attacked", "occurred"),
    ("Chad will fight until Sudan attacked Niger.", "attacked", "possible"),
    ("Chad promised protests every week until Sudan attacked Niger.", "attacked", "possible"),
    ("Chad gave orders to the army to attack Niger.", "attack", "demanded"),
    ("Chad sent troops to attack Niger.", "attack", "planned"),
    ("Egypt wants Sudan to release the prisoners.", "release", "demanded"),
    ("Egypt wants to release the Sudanese prisoners.", "release", "possible"),
    ("Egypt denied charges that it attacked Libya.", "attacked", "negated"),
    ("Egypt tried to win over Sudan by releasing Sudanese prisoners.", "releasing", "occurred"),
    ("Chad urged Egypt to let Sudan attack Libya.", "attack", "demanded"),
    ("Egypt let Sudan attack Libya.", "attack", "occurred"),
    ("Chad voiced fears over an attack on Niger.", "attack", "possible"),
    ("There was speculation about Egypt attacking Libya.", "attacking", "possible"),
]
LIGHT_VERBS = [
    ("Egypt launched an attack on Libya.", "attack", "occurred"),
    ("Azerbaijan carried out an attack on Armenia.", "attack", "occurred"),
    ("Egypt will hold talks with Sudan.", "talks", "planned"),
    ("Egypt promised to hold talks with Sudan.", "talks", "promised"),
    ("Egypt may hold talks with Sudan.", "talks", "possible"),
    ("Egypt did not hold talks with Sudan.", "talks", "negated"),
]


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        *TENSE_AND_NEGATION, *MODALS, *ADVERBS_AND_MODIFIERS, *CONDITIONALS, *PROMISED_AND_PLANNED, *DEMANDED, *THREATENED, *IMPLICATIVES,
        *SAID_AND_THOUGHT, *QUESTIONS_AND_DATES, *CONSTRUCTIONS, *LIGHT_VERBS,
    ],
)
def test_status(read: Callable[[str], Reading], text: str, trigger: str, status: str) -> None:
    events = read(text).events
    assert [e.status for e in events if text[slice(*e.trigger)] == trigger] == [status]
