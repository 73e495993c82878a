"""Sentences in, claims out: who did what to whom, who says so, and how sure.

Each row is one class of English. A claim is written `predicate(role: text, ...) status`, with
`< speaker` after it for each speaker, the outermost first, and `@ days`; a row lists what must be
found.
"""

import pytest

from kg.model import Article, Claim, Mention, Span

ACTIVE_AND_PASSIVE = [
    ("Macron met Scholz in Berlin.", "met(agent: Macron, theme: Scholz, place: Berlin) stated"),
    ("Scholz was welcomed by Macron.", "welcomed(agent: Macron, theme: Scholz) stated"),
    (
        "Germany gave Ukraine twelve tanks.",
        "provided(agent: Germany, theme: twelve tanks, recipient: Ukraine) stated",
    ),
    (
        "Drones were supplied to Sudan by Iran.",
        "provided(agent: Iran, theme: Drones, recipient: Sudan) stated",
    ),
    (
        "Ericsson was sued by Nokia over patents.",
        "sued(agent: Nokia, theme: Ericsson, topic: patents) stated",
    ),
]
CONJUNCTION = [
    ("Macron and Scholz met in Berlin.", "met(agent: Macron + Scholz, place: Berlin) stated"),
    (
        "Lula visited Angola and Namibia.",
        "visited(agent: Lula, theme: Angola + Namibia) stated",
    ),
    ("Lula flew to Lisbon and met Costa.", "met(agent: Lula, theme: Costa) stated"),
    (
        "Police arrested Novak and charged Horak.",
        "charged(agent: Police, theme: Horak) stated",
    ),
    (
        "Novak was arrested and charged by Czech prosecutors.",
        "arrested(theme: Novak) stated",
    ),
]
RELATIVE_CLAUSES = [
    (
        "Lavrov, who visited Ankara on Monday, praised Turkey.",
        "visited(agent: Lavrov, theme: Ankara) stated @ 2023-09-11",
    ),
    (
        "The drones that Iran sold were destroyed by Ukraine.",
        "sold(agent: Iran, theme: drones) stated",
    ),
    (
        "Officials accompanying Lavrov visited Ankara.",
        "accompanied(agent: Officials, theme: Lavrov) stated",
    ),
    (
        "Baerbock thanked the soldiers trained by Germany.",
        "thanked(agent: Baerbock, theme: soldiers) stated",
    ),
]
NOMINAL_EVENTS = [
    (
        "His visit to Oslo in July angered Sweden.",
        "rel:anger(agent: His visit, theme: Sweden) stated",
    ),
    (
        "Biden's meeting with Trudeau lasted two hours.",
        "met(agent: Biden, theme: Trudeau) stated",
    ),
    (
        "Talks between Armenia and Azerbaijan ended in Geneva.",
        "talkedWith(agent: Armenia + Azerbaijan) stated",
    ),
    (
        "Biden held talks with Trudeau in Ottawa.",
        "talkedWith(agent: Biden, theme: Trudeau, place: Ottawa) stated",
    ),
    (
        "Trudeau paid a visit to Kyiv.",
        "visited(agent: Trudeau, destination: Kyiv) stated",
    ),
]
OFFICES = [
    (
        "Andrei Rudenko, the deputy minister, said talks went well.",
        "holdsOfficeAt(agent: Andrei Rudenko, office: deputy minister) stated",
    ),
    (
        "Kenyan President William Ruto arrived in London.",
        "holdsOfficeAt(agent: William Ruto, organization: Kenyan, office: President) stated",
    ),
    (
        "Maria Silva is the president of Petrobras.",
        "holdsOfficeAt(agent: Maria Silva, organization: Petrobras, office: president) stated",
    ),
    (
        "Ann Linde, Sweden's foreign minister, visited Baku.",
        "holdsOfficeAt(agent: Ann Linde, organization: Sweden, office: foreign minister) stated",
    ),
    (
        "NATO spokeswoman Oana Lungescu welcomed the vote.",
        "spokespersonFor(agent: Oana Lungescu, organization: NATO, office: spokeswoman) stated",
    ),
]
TIMES = [
    (
        "Talk of a deal grew after Wang's visit to Cairo in July.",
        "visited(agent: Wang, destination: Cairo) stated @ 2023-07-01..2023-07-31",
    ),
    ("Macron met Scholz on Monday.", "met(agent: Macron, theme: Scholz) stated @ 2023-09-11"),
    ("Macron will meet Scholz on Monday.", "met(agent: Macron, *) planned @ 2023-09-18"),
]
STANCE = [
    ("Iran did not sell drones to Russia.", "sold(agent: Iran, theme: drones, *) denied"),
    ("Iran may sell drones to Russia.", "sold(agent: Iran, theme: drones, *) possible"),
    ("Iran will sell drones to Russia.", "sold(agent: Iran, theme: drones, *) planned"),
    ("Iran plans to sell drones to Russia.", "sold(agent: Iran, theme: drones, *) planned"),
    ("Iran agreed to sell drones to Russia.", "sold(agent: Iran, theme: drones, *) planned"),
    ("Iran refused to sell drones to Russia.", "sold(agent: Iran, theme: drones, *) denied"),
    ("If Iran sells drones to Russia, Europe will react.", "sold(agent: Iran, *) possible"),
    ("Did Iran sell drones to Russia?", "sold(agent: Iran, *) possible"),
    ("Iran allegedly sold drones to Russia.", "sold(agent: Iran, *) alleged"),
    ("Iran has reportedly sold drones to Russia.", "sold(agent: Iran, *) stated"),
    ("Iran is expected to sell drones to Russia.", "sold(agent: Iran, *) planned"),
    ("Many forget that Iran sold drones.", "sold(agent: Iran, *) stated"),
    ("Wang arrives in Cairo for meeting with Shoukry.", "met(agent: Wang, *) planned"),
    ("Iran failed to launch a satellite.", "launched(agent: Iran, *) denied"),
    ("Blinken flew to Cairo to meet Shoukry.", "met(agent: Blinken, *) planned"),
    ("There is no proof that Iran sold drones.", "sold(agent: Iran, *) possible"),
    ("Neither Oslo nor Bergen invited Trump.", "invited(agent: Oslo + Bergen, *) denied"),
    ("No country has supported Eritrea.", "supported(agent: country, theme: Eritrea) denied"),
]
ATTRIBUTION = [
    (
        "Kirby said Iran had sold drones to Russia.",
        "sold(agent: Iran, *) stated < Kirby",
    ),
    (
        "Iran sold drones to Russia, according to Kirby.",
        "sold(agent: Iran, *) stated < Kirby",
    ),
    (
        "“Iran sold drones to Russia,” Kirby said.",
        "sold(agent: Iran, *) stated < Kirby",
    ),
    (
        "Kirby accused Iran of selling drones to Russia.",
        "sold(agent: Iran, *) alleged < Kirby",
    ),
    (
        "Kirby accused Iran of selling drones to Russia.",
        "accused(agent: Kirby, theme: Iran, *) stated",
    ),
    (
        "Iran denied that it had sold drones to Russia.",
        "sold(agent: it, *) denied < Iran",
    ),
    (
        "Reuters quoted Kirby as saying that Iran had sold drones to Russia.",
        "sold(agent: Iran, *) stated < Reuters < Kirby",
    ),
    (
        "Kirby claimed that Iran had sold drones to Russia.",
        "sold(agent: Iran, *) alleged < Kirby",
    ),
    (
        "Kirby said Iran would sell drones to Russia.",
        "sold(agent: Iran, *) planned < Kirby",
    ),
    (
        "Kirby did not deny that Iran had sold drones to Russia.",
        "sold(agent: Iran, *) possible < Kirby",
    ),
    (
        "The United States has accused Iran of selling drones to Russia. "
        "Both countries have denied these allegations.",
        "sold(agent: Iran, *) denied < countries",
    ),
]
ORDERS_AND_CONTROL = [
    ("Novak told Horak to leave Oslo.", "departedFrom(agent: Horak, origin: Oslo) planned < Novak"),
    (
        "The mayor called on Kenya to release Okello.",
        "released(agent: Kenya, theme: Okello) planned < mayor",
    ),
    (
        "Lula thanked Costa for visiting Angola.",
        "visited(agent: Costa, theme: Angola) stated",
    ),
    ("Merkel promised that she would visit Oslo.", "visited(*) planned < Merkel"),
    ("Use this phone to pay Okello.", "paid(recipient: Okello) possible"),
    ("Spain is considering buying Norwegian gas.", "bought(agent: Spain, *) possible"),
]
COMPANIONS = [
    (
        "Lavrov arrived in Oslo together with Shoigu.",
        "arrivedIn(agent: Lavrov + Shoigu, place: Oslo) stated",
    ),
    (
        "The bridge was built by Siemens along with Nokia.",
        "built(agent: Siemens + Nokia, theme: bridge) stated",
    ),
    (
        "Macron met Scholz, alongside Sunak.",
        "met(agent: Macron + Sunak, theme: Scholz) stated",
    ),
]
IDIOMS = [
    ("Putin shook Kim's hand in Oslo.", "met(agent: Putin, theme: Kim, place: Oslo) stated"),
    (
        "Novak set foot in Benin on Monday.",
        "rel:set_foot_in(agent: Novak, theme: Benin) stated @ 2023-09-11",
    ),
    (
        "Macron took advantage of the strike in Lyon.",
        "rel:take_advantage_of(agent: Macron, theme: strike, place: Lyon) stated",
    ),
    (
        "Kenya has access to the port of Mombasa.",
        "rel:have_access_to(agent: Kenya, theme: port) stated",
    ),
]
LONG_OFFICES = [
    (
        "Dmitry Kozak, deputy chief of staff of the Kremlin, left.",
        "holdsOfficeAt(agent: Dmitry Kozak, organization: Kremlin,"
        " office: deputy chief of staff) stated",
    ),
    (
        "US Secretary of State Antony Blinken met Wang Yi.",
        "holdsOfficeAt(agent: Antony Blinken, organization: US, office: Secretary of State) stated",
    ),
    (
        "California Attorney General Ann Berg sued Nokia.",
        "holdsOfficeAt(agent: Ann Berg, organization: California, office: Attorney General) stated",
    ),
    (
        "Former Vice President Ann Berg left.",
        "holdsOfficeAt(agent: Ann Berg, office: Former Vice President) stated",
    ),
    (
        "Minister of Foreign Affairs Pavel Novak left.",
        "holdsOfficeAt(agent: Pavel Novak, office: Minister of Foreign Affairs) stated",
    ),
]
SOMEBODY = [
    ("A Canadian, Erin Walsh, met Macron.", "met(agent: Erin Walsh, theme: Macron) stated"),
    ("Two Russians robbed Novak.", "robbed(agent: Two Russians, theme: Novak) stated"),
    (
        "Fishermen from Foulpointe rescued the crew.",
        "rescued(agent: Fishermen, theme: crew) stated",
    ),
    ("Nokia paid $840 million to Horak.", "paid(*, theme: $840 million, recipient: Horak) stated"),
]
SCOPE = [
    ("Kim has never before visited Oslo.", "visited(agent: Kim, theme: Oslo) denied"),
    (
        "Kim intends to visit Oslo and is negotiating with Macron.",
        "talkedWith(agent: Kim, theme: Macron) stated",
    ),
    (
        "Novak issued a statement saying Horak had met Kim.",
        "met(agent: Horak, theme: Kim) stated < Novak",
    ),
]
NOT_YET_DONE = [
    ("Macron is going to meet Scholz.", "met(agent: Macron, theme: Scholz) planned"),
    ("Nokia has to pay Horak.", "paid(agent: Nokia, recipient: Horak) planned"),
    ("Nokia had to pay Horak.", "paid(agent: Nokia, recipient: Horak) stated"),
    ("Kim was able to visit Oslo.", "visited(agent: Kim, theme: Oslo) stated"),
    ("Kim is able to visit Oslo.", "visited(agent: Kim, theme: Oslo) possible"),
    ("She will pay Horak when Novak leaves Oslo.", "departedFrom(*) planned"),
    ("Please call Novak before Horak leaves Oslo.", "departedFrom(*) planned"),
    ("Arresting Novak would be a mistake.", "arrested(theme: Novak) possible"),
    ("She will resign as Novak has sued Horak.", "sued(agent: Novak, theme: Horak) stated"),
    ("Where did Kim meet Putin?", "met(agent: Kim, theme: Putin) stated"),
    ("Did Kim meet Putin?", "met(agent: Kim, theme: Putin) possible"),
]
DEMANDS_AND_PARTNERS = [
    (
        "The minister demanded that Hamas release Novak.",
        "demanded(agent: minister, recipient: Hamas) stated",
    ),
    (
        "Benin broke relations with Togo.",
        "rel:break(agent: Benin, theme: relations, recipient: Togo) stated",
    ),
    (
        "Kenya threatened further action against Togo.",
        "threatened(agent: Kenya, theme: further action, recipient: Togo) stated",
    ),
]
SPEAKERS = [
    (
        '"We will visit Oslo," said the mayor of Bergen, Anna Berg.',
        "visited(*) planned < Anna Berg",
    ),
    (
        "Togo may sue Nokia, its lawyer, Bjarne Holt, said.",
        "sued(agent: Togo, theme: Nokia) possible < Bjarne Holt",
    ),
    (
        "The storm did not hit Cuba, as had been feared.",
        "hit(agent: storm, theme: Cuba) denied",
    ),
]
STORMS_AND_COUNTS = [
    ("Hurricane Ida hit Cuba.", "hit(agent: Hurricane Ida, theme: Cuba) stated"),
    (
        "Togo owns tens of millions of old shells and rockets.",
        "owned(agent: Togo, theme: old shells + rockets) stated",
    ),
    (
        "The group claimed responsibility for the attack on Oslo.",
        "claimedResponsibilityFor(agent: group, theme: attack) stated",
    ),
    (
        "Harris served as mayor of Oslo.",
        "holdsOfficeAt(agent: Harris, organization: Oslo, office: mayor) stated",
    ),
]
HEARSAY_AND_CONTROL = [
    (
        "Trump was said to be suffering minor symptoms.",
        "faced(agent: Trump, theme: minor symptoms) stated",
    ),
    ("Poland wants Ukraine to join NATO.", "joined(agent: Ukraine, organization: NATO) planned"),
    (
        "Telefónica poached Marc Murtra from Indra to replace José María.",
        "succeeded(agent: Marc Murtra, theme: José María) planned",
    ),
    (
        "The Malaysian navy stopped Rohingya boats from landing on Langkawi.",
        "rel:land_on(agent: Rohingya boats, theme: Langkawi) denied",
    ),
    (
        "A video posted by Azov appears to show Chechen fighters surrendering to Ukrainian troops.",
        "surrenderedTo(agent: Chechen fighters, recipient: Ukrainian troops) stated < video",
    ),
    (
        "Sir Keir will not invite Trump to address parliament.",
        "told(agent: Trump, recipient: parliament) denied < Keir",
    ),
    (
        "Foxconn is to build a factory.",
        "built(agent: Foxconn, theme: factory) planned",
    ),
]
SHARED_AND_STRAY = [
    (
        "Kyiv wants and will get Patriot missiles from Germany.",
        "rel:want(agent: Kyiv, theme: Patriot missiles) stated",
    ),
    (
        "Bolsonaro was investigated but not charged by federal police.",
        "investigated(agent: federal police, theme: Bolsonaro) stated",
    ),
    (
        "Elon Musk is suing OpenAI and its boss, Sam Altman, in San Francisco.",
        "sued(agent: Elon Musk, theme: OpenAI + Sam Altman) stated",
    ),
    (
        "Merck denies that it paid doctors in Brazil and has halted payments to a clinic.",
        "suspended(agent: Merck, theme: payments, recipient: clinic) stated",
    ),
    (
        "Kenya regretted that Somalia had recalled its envoy and forgot to invite Ethiopia.",
        "invited(agent: Kenya, theme: Ethiopia) denied",
    ),
    (
        "Obama hinted that the force would be disbanded, but later met Merkel.",
        "met(agent: Obama, theme: Merkel) stated",
    ),
    (
        "Chile or Peru will host the talks in Lima.",
        "hosted(agent: Chile + Peru, theme: talks, place: Lima) possible",
    ),
]
BY_WHOM = [
    (
        "Vestas has been awarded a contract for 60 turbines by Korea Electric Power.",
        "provided(agent: Korea Electric Power, theme: contract, recipient: Vestas) stated",
    ),
    (
        "Mr Okonkwo was sworn in as governor of Anambra by Chief Judge Ngozi Anyadike.",
        "appointed(agent: Ngozi Anyadike, theme: Okonkwo, organization: Anambra, office: governor)"
        " stated",
    ),
    ("Jair was made to repay the loan by a judge.", "paid(agent: Jair, theme: loan) stated"),
    (
        "Families given houses by Poland thanked Tusk.",
        "provided(agent: Poland, theme: houses, recipient: Families) stated",
    ),
    ("Togo drew criticism from Ghana.", "criticized(agent: Ghana, theme: Togo) stated"),
]
TURNED_OVER = [
    (
        "Had Barclays bought Lehman, the crisis might have been avoided.",
        "acquired(agent: Barclays, theme: Lehman) possible",
    ),
    (
        "Chad dropped a plan to buy jets from China.",
        "bought(agent: Chad, theme: jets, origin: China) denied",
    ),
    ("Turkey has yet to deliver the jets.", "provided(agent: Turkey, theme: jets) denied"),
    ("Mali is yet to pay Airbus.", "paid(agent: Mali, recipient: Airbus) denied"),
    ("Moscow did not stop supplying gas.", "provided(agent: Moscow, theme: gas) possible"),
    (
        "It is not clear when Poland will open its border with Belarus.",
        "opened(agent: Poland, theme: its border) possible",
    ),
    (
        "Poland did not send a delegation, citing illness and warning Belarus.",
        "warned(agent: Poland, theme: Belarus) stated",
    ),
    (
        "Poland rejected Ukraine's request for missiles.",
        "sought(agent: Ukraine, theme: missiles) stated",
    ),
    (
        "Nvidia's takeover of Arm collapsed.",
        "acquired(agent: Nvidia, theme: Arm) denied",
    ),
    (
        "The claim by Kyiv that Russia had shelled the dam was false.",
        "bombed(agent: Russia, theme: dam) denied < Kyiv",
    ),
    (
        "Lai's office denied a report in the Times that Washington had blocked a port.",
        "blocked(agent: Washington, theme: port) denied < Lai's office",
    ),
    (
        "Diallo accused Togo of shelling Mali, which Togo denies.",
        "bombed(agent: Togo, theme: Mali) denied < Togo",
    ),
    ("Biden had no involvement in the deal.", "participatedIn(agent: Biden, theme: deal) denied"),
]
VICTIMS_AND_OUTCOMES = [
    ("Keita was killed in an attack in Lomé.", "killed(theme: Keita, place: Lomé) stated"),
    (
        "The Liberal Party lost 20 seats, resulting in a crisis in Quebec.",
        "lost(agent: Liberal Party, theme: 20 seats) stated",
    ),
    ("Four arrested over robbery in Antwerp", "arrested(theme: Four, topic: robbery) stated"),
    ("Greece paid a fine.", "paid(agent: Greece, theme: fine) stated"),
    ("Kenya held elections.", "hosted(agent: Kenya, theme: elections) stated"),
]
WHO_SAYS = [
    (
        "Togo has sold two ships to Benin, several sources close to the government told AFP.",
        "sold(agent: Togo, theme: two ships, recipient: Benin) stated < several sources",
    ),
    (
        "The suspect told police he was paid by Iran, prosecutors in Karlsruhe said.",
        "paid(agent: Iran, recipient: he) stated < prosecutors < suspect",
    ),
    (
        "Kenya Airways owes Ethiopian Airlines nothing, its chief executive Allan Kilavuka said.",
        "rel:owe(agent: Kenya Airways, recipient: Ethiopian Airlines) denied < Allan Kilavuka",
    ),
    (
        "Haaretz, citing two Israeli officials, reported that Mossad had warned Egypt.",
        "warned(agent: Mossad, theme: Egypt) stated < Haaretz < two Israeli officials",
    ),
]
BELONGING = [
    (
        "The American actor George Clooney met Amal Clooney.",
        "citizenOf(agent: George Clooney, place: American) stated",
    ),
    (
        "Joanna Cherry of the Scottish National Party sued Boris Johnson.",
        "memberOf(agent: Joanna Cherry, organization: Scottish National Party) stated",
    ),
    (
        "Ivorian-born economist Tidjane Thiam leads PDCI.",
        "bornIn(agent: Tidjane Thiam, place: Ivorian) stated",
    ),
    (
        "Nadia Benhassi was named head of Royal Air Maroc.",
        "appointed(theme: Nadia Benhassi, organization: Royal Air Maroc, office: head) stated",
    ),
]
SAID_OF_THE_UNNAMED = [
    ("Ngozi Eze said prices would fall.", "rel:fall(agent: prices) planned < Ngozi Eze"),
    (
        "Two hundred smugglers were arrested, Europol said.",
        "arrested(theme: Two hundred smugglers) stated < Europol",
    ),
    (
        "“We will rebuild the bridge,” Anna Berg said.",
        "built(agent: We, theme: bridge) planned < Anna Berg",
    ),
]
TAKEN_FOR_GRANTED = [
    ("Anna Berg did not say how far the Danish drones flew.", "said(agent: Anna Berg) denied"),
    (
        "Anna Berg did not say how far the Danish drones flew.",
        "rel:fly(agent: Danish drones) stated",
    ),
    (
        "Novak would not say why Ghana expelled Diallo.",
        "expelled(agent: Ghana, theme: Diallo) stated",
    ),
    (
        "Peskov did not say when Putin would visit Togo.",
        "visited(agent: Putin, theme: Togo) possible",
    ),
    (
        "She dodged questions about the American ban on Huawei.",
        "banned(agent: American, theme: Huawei) stated",
    ),
    (
        "The firms evaded American sanctions on Iran.",
        "sanctioned(agent: American, theme: Iran) stated",
    ),
]
CHANCES = [
    (
        "The summit gave Oslo a chance to press Beijing.",
        "urged(agent: Oslo, theme: Beijing) possible",
    ),
    (
        "Modi's visit to Togo was an opportunity to meet Scholz.",
        "met(agent: Modi, theme: Scholz) possible",
    ),
    (
        "Kenya is looking for a way out of crippling Tanzanian tariffs.",
        "sought(agent: Kenya, *) stated",
    ),
]
WHO_DOES_WHAT_FOLLOWS = [
    (
        "The treaty, which Ghana voted to approve, protects elephants.",
        "approved(agent: Ghana, theme: treaty) stated",
    ),
    (
        "The mayor whom Scholz asked to resign met Macron.",
        "resignedFrom(agent: mayor) planned < Scholz",
    ),
    (
        "Lula greeted the players — brought from Accra on Monday — at the palace.",
        "rel:bring(theme: players, *) stated @ 2023-09-11",
    ),
    (
        "Modi rushed through Togo toward a meeting with Scholz.",
        "met(agent: Modi, theme: Scholz) planned",
    ),
    ("It was the third attack by Boko Haram.", "attacked(agent: Boko Haram) stated"),
    (
        "CNN said Lula showed Scholz the hall where Embraer builds its jets.",
        "built(agent: Embraer, theme: its jets, *) stated < CNN",
    ),
]
DONE_FIRST_OR_NOT = [
    (
        "Eze became the first woman to lead Nokia.",
        "led(agent: Eze, theme: Nokia) stated",
    ),
    (
        "Polk was the last senator to be elected president.",
        "elected(theme: Polk, *) stated",
    ),
    (
        "Diallo is uninterested in leading Nokia.",
        "rel:lead(agent: Diallo, theme: Nokia) denied",
    ),
    (
        "Diallo left Nokia nearly after ten years.",
        "leftOrganization(agent: Diallo, organization: Nokia) stated",
    ),
    (
        "Bamako, for instance, asked France to leave.",
        "asked(agent: Bamako, theme: France) stated",
    ),
    (
        "Eze noted his upcoming travel to Fiji.",
        "said(agent: Eze, theme: his upcoming travel) stated",
    ),
    (
        "Nokia said Diallo had left Togo without elaborating.",
        "rel:elaborate(agent: Nokia) denied < Nokia",
    ),
    ("Eze announced his resignation effective next Friday.", "announced(agent: Eze, *) stated"),
    (
        "Togo's envoy met Macron and Scholz visited Ghana.",
        "visited(agent: Scholz, theme: Ghana) stated",
    ),
]
NOT_BY_WHOM = [
    ("Punta Tombo is in Argentina.", "locatedIn(agent: Punta Tombo, place: Argentina) stated"),
    ("The ministry is not in Togo.", "locatedIn(agent: ministry, place: Togo) denied"),
    ("Eze pleaded guilty to fraud in Oslo.", "rel:plead_guilty(agent: Eze, *) stated"),
    ("Eze pleaded not guilty.", "rel:plead_not_guilty(agent: Eze) stated"),
    (
        "Nokia went bankrupt in 2019.",
        "rel:go_bankrupt(agent: Nokia) stated @ 2019-01-01..2019-12-31",
    ),
    ("Eze made the deal public.", "rel:make_public(agent: Eze, theme: deal) stated"),
    (
        "Putin said Finland was a partner and thanked Halonen.",
        "thanked(agent: Putin, theme: Halonen) stated",
    ),
    ("Nokia grew to reach Togo.", "arrivedIn(agent: Nokia, place: Togo) stated"),
    ("Nokia is the largest firm to leave Togo.", "departedFrom(agent: Nokia, origin: Togo) stated"),
    ("Eze got to meet Diallo.", "met(agent: Eze, theme: Diallo) stated"),
    ("Oslo sent NATO officers to Togo.", "sent(agent: Oslo, theme: NATO officers, *) stated"),
    ("MH17 was shot down over Ukraine.", "destroyed(theme: MH17, place: Ukraine) stated"),
    ("Nokia must leave Togo by that date.", "departedFrom(agent: Nokia, origin: Togo) possible"),
    ("Eze praised efforts to oust Diallo.", "dismissed(theme: Diallo) possible"),
    ("It is a step toward suing Nokia.", "sued(*, theme: Nokia) possible"),
    (
        "Reuters reported its source said Eze had sued Nokia.",
        "sued(agent: Eze, theme: Nokia) stated < Reuters < its source",
    ),
    (
        "Diallo was taken to Bamako by ambulance.",
        "rel:take(theme: Diallo, destination: Bamako, instrument: ambulance) stated",
    ),
    ("Eze opposes banning Huawei.", "banned(theme: Huawei) possible"),
    ("Eze attacked Diallo on paying Nokia.", "paid(agent: Diallo, theme: Nokia) stated"),
    (
        "A decision was taken by Oslo to fund Diallo.",
        "funded(agent: Oslo, theme: Diallo) planned",
    ),
    (
        "Joining us today is Deputy Secretary Anna Berg.",
        "accompanied(agent: Anna Berg, theme: us) stated @ 2023-09-13",
    ),
    ("It is wrong to sue Diallo.", "sued(theme: Diallo) possible"),
    (
        "Ghana criticized Togo, with Eze accusing Diallo.",
        "criticized(agent: Ghana, theme: Togo) stated",
    ),
    (
        "Ghana criticized Togo, with Eze accusing Diallo.",
        "accused(agent: Eze, theme: Diallo) stated",
    ),
    ("Eze shot Diallo in the head.", "shot(agent: Eze, theme: Diallo) stated"),
    ("It was wrong to sue Diallo.", "sued(theme: Diallo) stated"),
    ("Would you like to meet Diallo?", "met(theme: Diallo) possible"),
]
ROWS = [
    *NOT_BY_WHOM,
    *DONE_FIRST_OR_NOT,
    *SAID_OF_THE_UNNAMED,
    *TAKEN_FOR_GRANTED,
    *CHANCES,
    *WHO_DOES_WHAT_FOLLOWS,
    *HEARSAY_AND_CONTROL,
    *SHARED_AND_STRAY,
    *BY_WHOM,
    *TURNED_OVER,
    *VICTIMS_AND_OUTCOMES,
    *WHO_SAYS,
    *BELONGING,
    *ACTIVE_AND_PASSIVE,
    *CONJUNCTION,
    *RELATIVE_CLAUSES,
    *NOMINAL_EVENTS,
    *OFFICES,
    *TIMES,
    *STANCE,
    *ATTRIBUTION,
    *ORDERS_AND_CONTROL,
    *COMPANIONS,
    *IDIOMS,
    *LONG_OFFICES,
    *SOMEBODY,
    *SCOPE,
    *NOT_YET_DONE,
    *DEMANDS_AND_PARTNERS,
    *SPEAKERS,
    *STORMS_AND_COUNTS,
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_sentence_gives_the_claim(text, expected, read_article):
    found = [written(claim, read_article(text)) for claim in read_article(text).claims]
    assert any(matches(expected, claim) for claim in found), "\n".join(found)


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("Both sides denied the sale of drones to Russia.", "sold"),
        ("Merkel never met Thatcher in Bonn.", "met"),
        ("Blinken may meet Wang in Jakarta.", "met"),
        ("Blinken cancelled his visit to Beijing.", "visited"),
        ("Blinken did not hold talks with Wang.", "talkedWith"),
        ("Blinken did not travel to Geneva for talks with Wang.", "talkedWith"),
    ],
)
def test_what_is_not_stated_is_never_stated(text, unsaid, read_article):
    claims = [c for c in read_article(text).claims if c.predicate == unsaid]
    assert all(claim.status != "stated" for claim in claims)


def test_a_denial_keeps_the_claim_and_marks_it(read_article):
    article = read_article("Peskov denied that Wagner had attacked Bakhmut.")
    (claim,) = [claim for claim in article.claims if claim.predicate == "attacked"]
    assert (claim.status, claim.stance.polarity) == ("denied", "negative")


def test_what_was_not_attended_still_took_place(read_article):
    article = read_article("Blinken did not attend Biden's meeting with Xi.")
    (met,) = [claim for claim in article.claims if claim.predicate == "met"]
    assert met.status == "stated"


def test_every_claim_is_anchored_in_the_words(read_article):
    text = "  Macron met Scholz.  Iran, which denied it, sold drones to Russia. "
    article = read_article(text)
    assert article.claims
    for claim in article.claims:
        quote = text[claim.evidence.start : claim.evidence.end]
        assert quote == quote.strip()
        assert claim.evidence.start <= claim.trigger.start < claim.trigger.end
        assert claim.trigger.end <= claim.evidence.end


def test_two_names_and_no_claim_are_counted(read_article):
    article = read_article("Oslo and Stockholm.")
    assert len(article.silent) == 1


def words(article: Article, span: Span | Mention) -> str:
    return article.document.text[span.start : span.end]


def written(claim: Claim, article: Article) -> str:
    roles = ", ".join(
        f"{role.name}: {' + '.join(words(article, mention) for mention in role.fillers)}"
        for role in claim.roles
    )
    speakers = "".join(
        f" < {words(article, said.source)}" for said in claim.attribution if said.source
    )
    return f"{claim.predicate}({roles}) {claim.status}{speakers}{days(claim)}"


def days(claim: Claim) -> str:
    if claim.time is None or claim.time.start is None:
        return ""
    start, end = claim.time.start, claim.time.end
    return f" @ {start}" if start == end else f" @ {start}..{end}"


def matches(expected: str, claim: str) -> bool:
    """Whether a claim is as expected; `*` among the roles stands for any others."""
    if "*" not in expected:
        return expected == claim
    head, _, tail = expected.partition("*")
    return claim.startswith(head.rstrip(" ,").rstrip("(")) and claim.endswith(tail.lstrip(")"))


NOT_TOLD = [
    ("Trump was said to be suffering minor symptoms.", "said"),
    ("Keita was hurt in an attack in Lomé.", "attacked"),
    ("The Liberal Party lost 20 seats, resulting in a crisis in Quebec.", "rel:result"),
    ("Red Hat killed CentOS in 2021.", "killed"),
    ("The Times of India quoted Novak as saying Nokia had left Oslo.", "mentioned"),
    ("ACCRA (Reuters) - Ghana dismissed a petition by John Mahama.", "rel:reuters"),
    ("Kenya wants to escape crippling Tanzanian tariffs.", "rel:cripple"),
    ("“Look at the list,” Anna Berg said.", "rel:look_at"),
    ("The step, following talks with Togo, pleased Eze.", "rel:follow"),
    ("When it comes to Togo, Eze talks with Nokia.", "rel:come_to"),
    ("Eze made sure that Nokia left.", "rel:make_sure"),
    ("Togo seems happy.", "rel:seem_happy"),
    ("Danish troops are in Togo.", "locatedIn"),
    ("It is a risk considering the age of Eze.", "rel:consider"),
    ("Use our Tor-based channel, Anna Berg said.", "basedIn"),
]


@pytest.mark.parametrize(("text", "predicate"), NOT_TOLD)
def test_nobody_is_made_to_do_what_the_sentence_does_not_tell(text, predicate, read_article):
    assert predicate not in {claim.predicate for claim in read_article(text).claims}


@pytest.mark.parametrize(
    "dateline",
    [
        "ACCRA (Reuters) -",
        "ACCRA, March 12 (Reuters) -",
        "Accra, Ghana –",
        "NEW YORK/ACCRA --",
        "(AFP) -",
    ],
)
def test_a_dateline_acts_not(dateline, read_article):
    article = read_article(f"{dateline} Ghana visited Togo.")
    assert [written(claim, article) for claim in article.claims] == [
        "visited(agent: Ghana, theme: Togo) stated"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Angela Merkel Merkel Angela visited Togo.",
            "visited(agent: Angela Merkel, theme: Togo) stated",
        ),
        (
            "Ghana expelled Hugo Chavez Chavez Hugo on Monday.",
            "expelled(agent: Ghana, theme: Hugo Chavez) stated @ 2023-09-11",
        ),
        ("Sirhan Sirhan visited Togo.", "visited(agent: Sirhan Sirhan, theme: Togo) stated"),
    ],
)
def test_a_name_given_both_ways_is_said_once(text, told, read_article):
    article = read_article(text)
    assert told in [written(claim, article) for claim in article.claims]


def test_reportedly_says_that_somebody_says_so(read_article):
    (claim,) = read_article("Togo has reportedly supplied drones to Ghana.").claims
    (said,) = claim.attribution
    assert (claim.status.value, said.source) == ("stated", None)
