"""One article as an agency writes it: the time of a single text, by itself.

Invented, about 3,600 characters in 22 sentences with few figures of harm and many that are none.
"""

TEXT = """\
Defenders hold the eastern bank as river crossings come under fire

DRUZHKIVKA, Ukraine — Ukrainian troops have held a narrow strip of land east of the Bila river for \
a ninth week, commanders and residents said, although the two remaining bridges are now within \
range of Russian guns and every delivery of food and fuel has to cross the water at night.

Russia’s Defence Ministry said on Thursday that its forces had taken two more streets in the \
northern quarter of the town and had “completed the encirclement” of the garrison. Ukraine’s \
General Staff denied that, and published a video in which soldiers raise a flag over the dairy, a \
building that Moscow had reported as captured on Tuesday.

“They come in groups of two or three, mostly through the pipes,” said Captain Olena Marchuk, \
deputy commander of the 77th Airmobile Brigade. “We count them, we wait for them, and in the last \
week my battalion has killed at least 46 and taken nine prisoners.” Her figures could not be \
checked independently. She declined to speak of her own losses.

According to the regional governor, Serhii Bondar, four civilians were wounded when a glide bomb \
hit a five-storey block on Shevchenko Street on Wednesday evening. About 1,900 people still live \
in a town that had 26,500 inhabitants before the war, among them some 60 children. Evacuation by \
bus ended in August; since then, volunteers with armoured vans have brought out 412 residents.

The head of the occupation authority, Viktor Lysenko, put the number of Ukrainian servicemen in \
the pocket at 3,500 and called on them to lay down their arms. Analysts in Kyiv doubt both the \
number and the pocket. The front line in this part of the region has moved by less than 4 \
kilometres since June, said Marta Hrytsenko of the Dnipro Centre for Strategy, a research group, \
“and the price of each of those kilometres was higher than that of the one before”.

Neither side has given a total for the battle. A Ukrainian military intelligence officer, who \
spoke on condition that his name was not used, estimated that Russia had lost more than 2,300 \
soldiers, killed and wounded, around the town since the beginning of September. Russian military \
bloggers wrote of “heavy casualties” in the 12th Motor Rifle Division, without a number.

In the hospital of the next town, 18 kilometres to the west, surgeons operate in a cellar by the \
light of two generators. Chief physician Dmytro Kovalenko said that 31 patients had been brought \
in during the night, most of them with burns. The clinic received 200 litres of diesel in October \
and expects another 150 before winter. Its budget was cut by a fifth in 2024.

Residents who stayed describe days without water and nights without sleep. Halyna, 71, a retired \
teacher who would give only her first name, keeps a list of the shells that fell on her street: \
she had reached page 14. “My son asks me every day to leave,” she said. “I tell him that someone \
has to feed the cats.”

The Kremlin’s spokesman said that talks were “on pause”, and that the goals of the operation had \
not changed. In Brussels, ministers of 27 countries agreed on a further package of 1.8 billion \
euros, of which a third is meant for air defence. Deliveries are to begin by the end of the month.
"""
