"""Records as catalogues have them: odd titles, many authors, old code pages, no person at all."""

# ruff: noqa: E501 - a table is read along its lines
from __future__ import annotations

from tests.making.numbers import isbn, isbn10
from tests.making.people import MadePerson, person
from tests.making.records import record

PERSONS: tuple[MadePerson, ...] = (
    person("delacroze", "Mireille", "Delacroze",
        "Université de Haute-Brenne; Histoire; Professeure; Brenneville; FR; 2006",
        "École des Archives de Brenneville; ; Directrice d'études; Brenneville; FR; 2015",
        works=["2012; Registres et gabelous; Revue d'histoire fiscale"]),
    person("farnleigh", "Tobias", "Farnleigh",
        "University of Strathbeg; Classics; Lecturer; Strathbeg; GB; 1999; 2011",
        works=["2004; Stars in the margins of Aratus; Strathbeg Classical Papers"]),
    person("goossens", "Wim", "Goossens-Talpe"),
    person("harrowgate", "Imelda", "Harrowgate",
        "Harbor Point Conservatory; Composition; Faculty; Harbor Point; US; 2010",
        member=["Guild of Coastal Composers; ; Member; Harbor Point; US; 2012"],
        works=["2018; Three tides for string quartet; Harbor Point Editions; other"]),
    person("ishibashi", "Naruto", "Ishibashi-Mori",
        "Kawanishi Institute of Technology; Robotics; Lecturer; Kawanishi-kita; JP; 2015-02-30",
        works=["2019; A robot that waits; Gentle Machines"]),
    person("jankauskaite", "Rasa", "Jankauskaitė-Vėbra",
        "Nemuno aukštoji mokykla; Kartografija; Docentė; Nemunakiemis; LT; 2008",
        works=["2013; Upių vardai senuosiuose žemėlapiuose; Baltijos kartografija"]),
    person("kallenbach", "Gero", "Kallenbach-Süß",
        "Hochschule Isental; Vermessungswesen; Professor; Isental; DE; 1995; 2019",
        works=["1998; Höhenmarken an Dorfkirchen; Zeitschrift für kleine Geodäsie"]),
    person("lomax", "Verity", "Lomax-Tindle",
        "Northmere University; Human-Computer Interaction; Reader; Northmere; GB; 2014",
        works=["2020; Brackets considered friendly; Interfaces and People"]),
    person("mbeki-ross", "Thandeka", "Mabuya-Ross",
        "Witkrans University; Epidemiology; Professor; Witkrans; ZA; 2011",
        works=["2018; Registers of small outbreaks; Southern Epidemiology"]),
    person("noordzij", "Hessel", "Noordzij-Prins",
        "Zuiderzee Observatory of Tides; ; Oceanographer; Enkhaven; NL; 2007",
        works=["2014; Tide gauges in churches; Letters on Sea Level"]),
    person("ostrander", "Beatrix", "Ostrander",
        "Prairie Falls Public Library; Local History; Archivist; Prairie Falls; US; 2018",
        works=["2020; Grain elevators and their photographers; Plains Local History"]),
    person("pillai", "Devaki", "Pillai-Nambidi",
        "Malabar Coastal University; Marine Biology; Associate professor; Kadalur; IN; 2012",
        works=["2016; Mudskippers and monsoon; Indian Shore Biology"]),
    person("translator", "Cosima", "Wendelin-Krafft",
        "Freie Übersetzerschule Isental; ; Dozentin; Isental; DE; 2010",
        works=["2013; Was beim Übersetzen übrig bleibt; Blätter für Übersetzung"]),
    person("zanetti-marsh", "Fabrizia", "Zanetti-Marsh",
        "Università di Valdombra; Geologia; Assegnista; Valdombra; IT; 2018; 2099-12-31",
        works=["2020; Sabbie che cantano; Geologia Minore"]),
)  # fmt: skip

_STATION = (
    "Abara, Ngozika", "Aguirrezabala, Koldo", "Ahlqvist, Brita", "Barzani-Rewan, Hêvî",
    "Bellweather, Quentin", "Cárdenas Ulloa, Nayeli", "Czerwonka-Mil, Jagoda", "Diop-Sarr, Fatoumata",
    "Eberharter, Notburga", "Fukumori, Haruka", "Gallimard-Roux, Solène", "Haapasalo, Iiro",
    "Iliescu-Vornic, Smaranda", "Jagannathan, Revathi", "Kovarik-Blaha, Zdeněk", "Lindenau, Frauke",
    "Mahlangu-Zitha, Sipho", "Nakwenya, Orapa", "Oyelaran-Ige, Folasade", "Papazoglou, Myrto",
    "Quispe Mamani-Tola, Wayra", "Rautapää, Venla", "Šimunić-Barić, Dunja", "Tuilagi-Faleolo, Sina",
    "Uzunyayla, Berkant", "Vanhoutte-Declerck, Lobke", "Wambugu-Njeru, Kamau", "Xifré i Bonet, Oriol",
    "Yellowhorse-Begaye, Ty",
)  # fmt: skip

PERSONS += tuple(
    person(
        f"station-{number}",
        name.split(", ")[1],
        name.split(", ")[0],
        *(
            ["Halvøy Polar Station; Long-term observations; Scientist; Halvøy; NO; 2016"]
            if number % 3
            else []
        ),
    )
    for number, name in enumerate(_STATION)
    if number % 4
)
_MANY = "\n".join(
    f"        700 1_ @{f'station-{number}!' if number % 4 else '-'} $a {name}, $e author."
    for number, name in enumerate(_STATION)
)

RECORDS = {
    "[microform] in the title": record("microform", 1987, """
        020 __ $a 9969900003
        100 1_ @delacroze $a Delacroze, Mireille.
        245 14 $a Les greniers à sel $h [microform] : $b étude de trois bailliages / $c par Mireille Delacroze.
        260 __ $a Brenneville : $b Atelier de reproduction des thèses, $c 1987.
        300 __ $a 4 microfiches ; $c 11 x 15 cm.
    """, language="fre"),
    "[ca. 1900] in title and date": record("book", 1900, """
        100 1_ @- $a Bellwood-Hyde, Theodora, $d 1861-1934.
        245 10 $a [Album of pressed seaweeds, ca. 1900] / $c [Theodora Bellwood-Hyde].
        260 __ $a [Whitsand : $b s.n., $c ca. 1900].
        300 __ $a [42] leaves : $b specimens ; $c 31 cm.
    """),
    "an editor and a translator": record("book", 2013, f"""
        020 __ $a {isbn("stars margins")}
        041 1_ $a ger $h eng
        245 00 $a Sterne am Rand : $b Aratos und seine Leser / $c herausgegeben von Tobias Farnleigh ; übersetzt von Cosima Wendelin-Krafft.
        264 _1 $a Isental : $b Verlag am Wehr, $c 2013.
        300 __ $a 240 Seiten ; $c 21 cm
        490 1_ $a Isentaler Hefte zur Antike ; $v 7
        700 1_ @farnleigh!title $a Farnleigh, Tobias, $e editor.
        700 1_ @translator! $a Wendelin-Krafft, Cosima, $e translator.
    """, language="ger"),
    "a name and title heading": record("book", 2004, f"""
        020 __ $a {isbn10("phaenomena")}
        100 1_ @farnleigh $a Farnleigh, Tobias.
        245 10 $a Weather signs : $b a commentary / $c Tobias Farnleigh.
        260 __ $a Strathbeg : $b Strathbeg Classical Press, $c 2004.
        300 __ $a xii, 188 p. ; $c 24 cm.
        700 12 $a Goossens-Talpe, Wim. $t Diosemeia. $l English.
    """),
    "a family name": record("book", 1999, """
        100 3_ $a Kallenbach (Family : $g Isental), $e author.
        245 10 $a Hausbuch der Familie Kallenbach / $c bearbeitet von Gero Kallenbach-Süß.
        260 __ $a Isental : $b Selbstverlag, $c 1999.
        300 __ $a 310 S. : $b Ill.
        700 1_ @kallenbach $a Kallenbach-Süß, Gero, $e editor.
    """, language="ger"),
    "a bare name that nothing can prove": record("book", 2003, """
        100 1_ @goossens $a Goossens-Talpe, Wim.
        245 10 $a Duivenmelken in de Westhoek / $c Wim Goossens-Talpe.
        260 __ $a Leiedal : $b Heemkring, $c 2003.
        300 __ $a 64 p. ; $c 21 cm.
    """, language="dut"),
    "a printed score": record("score", 2018, """
        024 2_ $a M990012345
        100 1_ @harrowgate!title $a Harrowgate, Imelda, $e composer.
        245 10 $a Three tides : $b for string quartet / $c Imelda Harrowgate.
        264 _1 $a Harbor Point : $b Harbor Point Editions, $c 2018.
        300 __ $a 1 score (24 pages) ; $c 31 cm
    """, language="zxx"),
    "an employment that begins on 30 February": record("article", 2021, """
        024 7_ $a 10.5555/gm.2021.00930 $2 doi
        100 1_ @ishibashi! $a Ishibashi-Mori, Naruto, $e author.
        245 10 $a Teaching a gripper to hesitate / $c Naruto Ishibashi-Mori.
        264 _1 $c 2021.
        773 0_ $t Gentle Machines $g 3 (2021), 1-12
    """),
    "a map": record("map", 2015, """
        100 1_ @jankauskaite $a Jankauskaitė-Vėbra, Rasa, $e cartographer.
        245 10 $a Nemuno žemupio vardai / $c sudarė Rasa Jankauskaitė-Vėbra.
        255 __ $a Scale 1:100,000.
        264 _1 $a Nemunakiemis : $b Nemuno aukštoji mokykla, $c 2015.
        300 __ $a 1 map : $b color ; $c 84 x 60 cm
    """, language="lit"),
    "an old record in MARC-8": record("book", 1997, f"""
        020 __ $a {isbn10("hohenmarken")} : $c DM 38.00
        100 1_ @kallenbach!title $a Kallenbach-Süß, Gero, $d 1953-
        245 10 $a Höhenmarken und Kirchtürme : $b Vermessung in Süd- und Nordisental / $c Gero Kallenbach-Süß ; mit einem Vorwort von Løvås Þór Ærø.
        260 __ $a Isental : $b Verlag am Wehr, $c 1997.
        300 __ $a 148 S. : $b Ill., Kt. ; $c 24 cm.
        700 1_ @- $a Ærø, Løvås Þór.
    """, language="ger", in_marc8=True),
    "UTF-8 that the leader does not admit": record("book", 2014, f"""
        020 __ $a {isbn("tide gauges")}
        100 1_ @noordzij! $a Noordzij-Prins, Hessel, $e author.
        245 10 $a Eb en vloed aan de kerkmuur : $b getijmeters vóór 1850 / $c Hessel Noordzij-Prins.
        264 _1 $a Enkhaven : $b Uitgeverij ’t Sas, $c 2014.
        300 __ $a 132 pagina's : $b illustraties ; $c 25 cm
    """, language="dut", flagged=False),
    "an authority record among the others": record("authority", 1990, """
        100 1_ $a Ostrander, Beatrix, $d 1990-
        400 1_ $a Ostrander, Bea, $d 1990-
        670 __ $a Grain elevators and their photographers, 2020: $b title page (Beatrix Ostrander)
    """),
    "escape sequences in the title": record("article", 2021, """
        024 7_ $a 10.5555/plh.2021.00019 $2 doi
        100 1_ @ostrander! $a Ostrander, Beatrix, $e author.
        245 10 $a Elevator\x1b[31m row\x1b[0m\x07 : $b a \x1b]0;title\x07street in eleven photographs / $c Beatrix Ostrander.
        264 _1 $c 2021.
        773 0_ $t Plains Local History $g 41 (2021), 30-52
    """),
    "non-sorting marks around the article": record("book", 2009, f"""
        020 __ $a {isbn("waage")}
        100 1_ @kallenbach $a Kallenbach-Süß, Gero, $d 1953- $e Verfasser.
        245 10 $a \x98Die\x9c Waage am Stadttor / $c Gero Kallenbach-Süß.
        264 _1 $a Isental : $b Verlag am Wehr, $c 2009.
        300 __ $a 96 Seiten ; $c 19 cm
    """, language="ger"),
    "a title that looks like markup": record("article", 2021, """
        024 7_ $a 10.5555/iap.2021.00404 $2 doi
        100 1_ @lomax! $a Lomax-Tindle, Verity, $e author.
        245 10 $a [/bold] and [red]other tags[/x] : $b how people read square brackets [sic / $c Verity Lomax-Tindle.
        264 _1 $c 2021.
        773 0_ $t Interfaces and People $g 17 (2021), article [4]
    """),
    "a very long title": record("report", 2019, f"""
        020 __ $a {isbn("small outbreaks")}
        100 1_ @mbeki-ross!title $a Mabuya-Ross, Thandeka, $e author.
        245 10 $a Report of the standing committee on the registration, description, classification and eventual publication of small outbreaks of gastro-intestinal illness among travellers, pilgrims, seasonal labourers, boarding pupils and wedding guests in the districts of Witkrans, Bloukloof and Upper Swartrand during the years 2009 to 2018 : $b together with an account of the methods employed, the questionnaires used (in six languages), the laboratories consulted, the costs incurred, the objections raised, and some recommendations that were not followed / $c Thandeka Mabuya-Ross.
        264 _1 $a Witkrans : $b Witkrans University, $c 2019.
        300 __ $a xliv, 912 pages ; $c 30 cm
    """),
    "thirty authors": record("article", 2022, f"""
        024 7_ $a 10.5555/lsl.2022.00030 $2 doi
        100 1_ @noordzij!url $a Noordzij-Prins, Hessel, $e author.
        245 10 $a Thirty years of sea ice seen from one pier / $c Hessel Noordzij-Prins [and 29 others].
        264 _1 $c 2022.
{_MANY}
        710 2_ $a Halvøy Polar Station.
        773 0_ $t Letters on Sea Level $g 18 (2022), 1-44
    """),
    "a thesis with its university": record("thesis", 2011, """
        100 1_ @pillai!title $a Pillai-Nambidi, Devaki, $e author.
        245 10 $a Burrow architecture of mudskippers on the Kadalur flats / $c Devaki Pillai-Nambidi.
        264 _1 $a Kadalur : $b Malabar Coastal University, $c 2011.
        300 __ $a 240 leaves : $b illustrations ; $c 30 cm
        502 __ $b Ph. D. $c Malabar Coastal University $d 2011.
        700 1_ @- $a Kuruvilla-Menon, Sosamma, $e degree supervisor.
        710 2_ $a Malabar Coastal University, $e degree granting institution.
    """),
    "a post that ends in the far future": record("article", 2021, """
        024 7_ $a 10.5555/gm.2021.00077 $2 doi
        100 1_ @zanetti-marsh!upper $a Zanetti-Marsh, Fabrizia, $u Università di Valdombra, $e author.
        245 10 $a Why some beaches squeak / $c Fabrizia Zanetti-Marsh.
        264 _1 $c 2021.
        773 0_ $t Geologia Minore $g 12 (2021), 90-101
    """),
    "no person at all": record("report", 2020, """
        110 2_ $a Zuiderzee Observatory of Tides, $e author.
        245 10 $a Annual report 2019 / $c Zuiderzee Observatory of Tides.
        264 _1 $a Enkhaven : $b ZOT, $c 2020.
        300 __ $a 48 pages ; $c 30 cm
    """),
    "a person only as a subject": record("book", 2005, """
        245 04 $a The seaweed lady of Whitsand.
        260 __ $a Whitsand : $b Local History Circle, $c 2005.
        300 __ $a 32 p. : $b ill. ; $c 21 cm.
        600 10 $a Bellwood-Hyde, Theodora, $d 1861-1934.
    """),
    "a record without control number": record("recording", 2016, """
        024 1_ $a 009900112233
        100 1_ @harrowgate $a Harrowgate, Imelda, $e composer.
        245 10 $a Foghorn studies / $c Imelda Harrowgate.
        264 _1 $a Harbor Point : $b Buoy Records, $c 2016.
        300 __ $a 1 audio disc (54 min.) ; $c 12 cm
    """, language="zxx", control_number=False),
    "a film with a narrator": record("film", 2019, """
        245 00 $a Threshing day / $c directed by Cosmo Ardley-Finch.
        264 _1 $a Prairie Falls : $b Prairie Falls Public Library, $c 2019.
        300 __ $a 1 videodisc (31 min.) : $b sound, color ; $c 12 cm
        700 1_ @- $a Ardley-Finch, Cosmo, $e film director.
        700 1_ @ostrander $a Ostrander, Beatrix, $e narrator.
    """),
    "a 700 that repeats the 100": record("book", 2017, f"""
        020 __ $a {isbn("gabelous")}
        100 1_ @delacroze! $a Delacroze, Mireille, $d 1958- $e auteur.
        245 13 $a La gabelle en procès : $b registres choisis / $c Mireille Delacroze.
        264 _1 $a Brenneville : $b Éditions du Bocage, $c 2017.
        300 __ $a 330 pages ; $c 24 cm
        700 1_ @delacroze $a Delacroze, Mireille, $d 1958- $e éditeur scientifique.
    """, language="fre"),
}  # fmt: skip
