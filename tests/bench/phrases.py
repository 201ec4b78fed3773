"""What invented stories and bulletins are made of: `{…}` stands for one of a list, or a number.

Belongs here: words. Does not belong here: how stories are made of them (`rewrites`).
"""

AGENCIES = (
    "Reuters", "AFP", "TASS", "Interfax-Ukraine", "Ukrinform", "Anadolu", "Xinhua", "dpa",
)  # fmt: skip
PLACES = (
    "Kupiansk", "Pokrovsk", "El Fasher", "Khan Younis", "Kherson", "Avdiivka", "Goma", "Sumy",
    "Deir al-Balah", "Lyman", "Bukavu", "Omdurman", "Toretsk", "Belgorod", "Aleppo", "Marib",
    "Kramatorsk", "Nikopol", "Rafah", "Zaporizhzhia", "Kursk", "Nyala", "Sake", "Idlib",
)  # fmt: skip
ACTORS = (
    "the regional governor", "a spokesman for the army", "the health ministry", "the mayor",
    "a senior commander", "the interior minister", "rescue services", "the defence ministry",
    "a relief worker", "the prosecutor's office", "a doctor at the central hospital",
    "the head of the district", "an officer of the border guard", "the monitoring mission",
    "a resident who gave only her first name", "the railway company", "the emergency service",
    "the opposition leader", "the joint command", "a diplomat close to the talks",
)  # fmt: skip
SPEECH = (
    "said", "told reporters", "wrote in a statement", "said in a televised address", "confirmed",
    "added", "insisted", "said at a briefing", "acknowledged", "announced", "repeated",
)  # fmt: skip
EVENTS = (
    "{n} {people} had been killed {when} when {weapon} hit {thing} in {place}",
    "at least {n} {people} were missing {when} after the retreat from {place}",
    "{weapon} had set fire to {thing} on the outskirts of {place} {when}",
    "air defence units shot down {n} drones over {place} {when} and {m} over {other}",
    "more than {n} {people} had left {place} {when} for {other}",
    "rescuers had pulled {m} {people} from the rubble of {thing} {when}",
    "{thing} in {place} would stay closed until {weapon} can no longer reach it",
    "the attackers lost {n} men and {m} vehicles {when} near {thing} in {place}",
    "power had been restored {when} to {n} households in {place} and to {thing}",
    "no convoy with {people} had reached {place} for {m} days",
    "{m} {people} were exchanged for {n} others {when} at a crossing near {place}",
    "the bridge between {place} and {other} could carry no lorries {when}",
    "{weapon} had destroyed {thing} {when} and damaged {m} houses in {place}",
    "engineers were clearing {weapon} from {n} hectares of fields near {place}",
    "negotiators had agreed {when} on a corridor from {place} to {other}",
    "the wounded {people}, {n} in all, were taken to {other} {when}",
    "looters had emptied {thing} {when} before {people} arrived from {other}",
    "the front had moved {m} kilometres {when} from {place} towards {other}",
    "schools in {place} had counted only {n} pupils {when}",
    "{n} tonnes of flour for {people} were waiting {when} on the road to {place}",
    "{people} from {place} were sleeping in {thing} {when}",
    "a column of {m} vehicles had been seen {when} between {place} and {other}",
    "{weapon} fell on {thing} {when}, {m} minutes after {people} had gone",
    "{n} {people} had signed the appeal from {place} {when}",
)
PEOPLE = (
    "civilians", "soldiers", "conscripts", "fighters", "patients", "children", "railway workers",
    "miners", "pensioners", "volunteers", "paramedics", "farmers", "guards", "students",
    "refugees", "prisoners of war", "policemen", "engineers", "sailors", "teachers",
)  # fmt: skip
WEAPONS = (
    "rockets", "mortar bombs", "glide bombs", "a swarm of drones", "cluster shells",
    "two missiles", "heavy artillery", "mines", "tank rounds", "incendiary shells", "a car bomb",
    "naval guns",
)  # fmt: skip
TIMES = (
    "overnight", "at noon", "since {day}", "early on {day}", "in the past week",
    "during the truce", "after the rain", "in two waves", "for the first time since spring",
    "within an hour", "shortly after {day}'s prayers", "before the buses came",
    "on the way to {city}", "twice", "despite the agreement of {city}", "as on {day}",
    "in thick fog", "without any warning",
)  # fmt: skip
FIRST = (
    "Olena", "Viktor", "Amal", "Yusuf", "Marta", "Ivan", "Leyla", "Joseph", "Nadia", "Pavlo",
    "Rania", "Samir", "Grace", "Taras", "Huda", "Emmanuel", "Iryna", "Khalid", "Oksana", "Bilal",
    "Denys",
)  # fmt: skip
LAST = (
    "Hrytsenko", "Barakat", "Osman", "Koval", "Mbeki", "Sorokin", "Haddad", "Lysenko", "Tutu",
    "Abdallah", "Marchuk", "Kabila", "Fedorov", "Nasser", "Yilmaz", "Bondar", "Idris", "Petrov",
    "Saleh", "Moroz", "Ngoma", "Rahman", "Tkachuk", "Aziz", "Kuzmin", "Hamdan", "Bilyk", "Deng",
)  # fmt: skip
THINGS = (
    "a grain store", "the railway station", "a block of flats", "an oil depot", "the market hall",
    "a school used as a shelter", "the water pumping station", "a bus carrying workers",
    "the old customs house", "a clinic", "the power plant", "a dairy farm",
    "the port's third quay", "a warehouse of the relief agency", "the telephone exchange",
    "two petrol stations",
)  # fmt: skip
TAILS = (
    "an account that could not be checked",
    "without giving a source for the figure",
    "while sirens sounded across the {region}",
    "after a night without {lack}",
    "although neighbours remembered it otherwise",
    "and asked for patience",
    "the third such attack since {day}",
    "as snow fell on the {region}",
    "contradicting what the other side had claimed",
    "and thanked the crews who had worked all night",
    "shortly before the curfew began",
    "as the talks in {city} entered their second week",
    "while ambulances queued at the {spot}",
    "hours after a truce had been announced",
    "blaming saboteurs for the {lack} cuts",
    "pointing to pictures taken from above",
    "and refused to answer questions about the {spot}",
    "which both armies have fought over for months",
)
LEADS = (
    "", "", "On {day}, ", "Speaking in {city}, ", "Late in the evening, ",
    "Asked about the {spot}, ", "By contrast, ", "In a separate message, ", "Before dawn, ",
    "From the {region}, ",
)  # fmt: skip
SPOTS = (
    "checkpoint", "bridge", "crossing", "hospital gate", "quarry", "airfield", "reservoir",
)  # fmt: skip
REGIONS = (
    "eastern districts", "river bank", "coast", "hills", "border villages", "old quarter",
)  # fmt: skip
LACKS = (
    "water", "power", "heating", "telephone", "fuel", "bread",
)  # fmt: skip
CITIES = (
    "Geneva", "Doha", "Ankara", "Cairo", "Vienna", "Nairobi", "Oslo", "Jeddah",
)  # fmt: skip
DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
BACKGROUND = (
    "Russia launched its full-scale invasion of Ukraine in February 2022, and has since taken"
    " about a fifth of the country. Millions of people have been driven from their homes in "
    "the largest displacement on the continent since the Second World War. Both sides deny "
    "aiming at civilians.",
    "The war in Sudan began in April 2023, when a struggle for power between the army and the"
    " paramilitary Rapid Support Forces broke into open fighting in Khartoum. It has killed "
    "tens of thousands of people, driven 14 million from their homes and brought famine to "
    "several regions.",
    "The war in Gaza began with the attack of 7 October 2023, in which about 1,200 people "
    "were killed in southern Israel and 251 were taken hostage. Most of the enclave's people "
    "have been displaced several times, and much of its housing lies in ruins.",
    "The rebels took the two largest cities of the region in an offensive early this year. "
    "The government and experts of the United Nations say that a neighbouring state arms and "
    "commands them, which its government denies. A ceasefire signed in the summer has not "
    "held.",
)
TEMPLATES = (
    "Over the past day, {n} combat engagements took place along the front. The enemy carried "
    "out {n} air strikes, dropped {n} guided bombs and launched {n} kamikaze drones. In the "
    "Kharkiv direction, {m} attacks were repelled near the border villages. In the Kupiansk "
    "direction, the number of attacks reached {m} over the day. In the Lyman direction, the "
    "invaders attacked {m} times, trying to break into the defences near the forest. In the "
    "Pokrovsk direction, the defenders stopped {n} assaults. Aviation and missile forces hit "
    "{m} areas where personnel were concentrated, {m} artillery systems and {m} command "
    "posts. Total losses of the enemy over the past day came to {n} persons. The defenders "
    "also destroyed {m} tanks, {m} armoured vehicles, {n} artillery systems and {n} vehicles."
    " There were no changes in the other directions.",
    "The hospitals of the territory received {n} dead and {n} injured over the past 24 hours."
    " {m} of the dead were recovered from under the rubble. A number of victims are still "
    "under the rubble and on the roads, as ambulance and civil defence crews cannot reach "
    "them. The toll since the beginning has risen to {big} dead and {big} injured. Since the "
    "truce ended, {n} people have been killed and {n} injured. We call on the families of the"
    " dead and missing to complete their data by registering through the ministry's page, so "
    "that all records are complete.",
    "The units of the group of forces improved their positions along the forward edge. The "
    "enemy lost up to {n} servicemen, {m} tanks, {m} armoured combat vehicles, {m} cars and "
    "{m} field artillery guns. {m} electronic warfare stations and {m} ammunition depots were"
    " destroyed. Air defence systems shot down {m} guided bombs, {m} rockets and {n} drones "
    "of aircraft type. In all, since the beginning, {n} aircraft, {n} helicopters, {big} "
    "drones, {n} anti-aircraft systems, {big} tanks and other armoured vehicles have been "
    "destroyed.",
)
NEWS_PLACES = (
    "Harbour",
    "Northern",
    "Valley",
    "Capital",
    "Evening",
    "River",
    "Lakeside",
    "Old Town",
)
NEWS_KINDS = ("Courier", "Post", "Herald", "Gazette", "Dispatch", "Tribune", "Mirror")
SLOTS = {
    "place": PLACES,
    "other": PLACES,
    "thing": THINGS,
    "day": DAYS,
    "spot": SPOTS,
    "region": REGIONS,
    "lack": LACKS,
    "city": CITIES,
    "people": PEOPLE,
    "weapon": WEAPONS,
    "when": TIMES,
}
GREATEST = {"n": 400, "m": 40, "big": 200_000}
