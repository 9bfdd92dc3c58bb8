"""What a newcomer sees first: one clear case of each kind."""

# ruff: noqa: E501 - a table is read along its lines
from __future__ import annotations

from tests.making.numbers import isbn, isbn10, orcid
from tests.making.people import person
from tests.making.records import record

PERSONS = (
    person(
        "fjeldsted",
        "Sunniva",
        "Fjeldsted",
        "Vestnes University College; Department of History; Associate professor; Vestnes; NO; 2009-08",
        "Maritime Museum of Sunnfjord; Collections; Curator; Florvik; NO; 2003; 2009-07",
        studied=["University of Hardanger; Faculty of Arts; PhD; Odda; NO; 1999; 2004"],
        works=[
            "2007; Saltfish and silence: women on the drying rocks of Sunnfjord; Nordic Journal of Coastal History",
            "2011; Who owned the ice? Leases and quarrels on Norwegian lakes, 1860–1910; Scandinavian Review of Trade History",
            "2019; A ledger from Florvik; Nordic Journal of Coastal History",
        ],
        keywords=["maritime history", "ice trade"],
    ),
    person(
        "brandt-mussels",
        "Anna",
        "Brandt",
        "Institut für Binnengewässer Lahnstein; Arbeitsgruppe Weichtiere; Senior scientist; Lahnstein; DE; 2015-04",
        works=[
            "2016; Glochidia on the move: host fish of Unio crassus in small rivers; Journal of Inland Malacology",
            "2021; Counting mussels from a canoe; Methods in Freshwater Ecology",
        ],
    ),
    person(
        "brandt-altars",
        "Anna",
        "Brandt",
        "Kunstsammlungen Altmark; Skulptur und Plastik; Kuratorin; Stendorf; DE; 2012",
        works=[
            "2014; Die Flügelaltäre der Altmark; Kunstsammlungen Altmark; book",
            "2018; Ein Retabel kehrt heim; Zeitschrift für norddeutsche Kunst",
        ],
    ),
    person(
        "brandt-nursing",
        "Anna",
        "Brandt",
        "Fachhochschule Elbtal; Pflege und Gesundheit; Professorin; Elbtal; DE; 2018-10",
        credit="Anna M. Brandt",
        other=["Anna Maria Brandt"],
        works=["2020; Night shifts and fatigue among ward nurses; Nursing Practice Quarterly"],
    ),
    person("brandt-silent", "Anna", "Brandt"),
    person(
        "okoye-water",
        "Chinwe Nkiruka",
        "Okoye",
        "Niger Delta Institute of Water Resources; Hydrogeology; Reader; Port Amaka; NG; 2011",
        other=["C. N. Okoye", "Okoye, C.N."],
        works=[
            "2013; Salinity of shallow wells in three coastal villages; West African Journal of Hydrology",
            "2017; Borehole failure after the rains; West African Journal of Hydrology",
        ],
        ids=[("Scopus Author ID", "99001234567")],
    ),
    person(
        "okoye-poetry",
        "Chukwuma",
        "Okoye",
        "Amaka State University; English and Literary Studies; Senior lecturer; Amaka; NG; 2008-09",
        works=["2012; The drum as narrator in recent Igbo poetry; African Verse Studies"],
    ),
    person(
        "teixeira",
        "Rosalinda",
        "Teixeira Bastos",
        "Universidade do Litoral Sul; Departamento de Oceanografia; Professora; Porto Claro; BR; 2014",
        works=["2018; Seagrass shade and juvenile seahorses; Coastal Systems Letters"],
    ),
    person(
        "hallworth",
        "Peregrine",
        "Hallworth",
        "Northmere University; School of Ocean Sciences; Lecturer; Northmere; GB; 2016-09",
        "Universidade do Litoral Sul; Departamento de Oceanografia; Visiting researcher; Porto Claro; BR; 2018; 2019",
        other=["P. Hallworth"],
        works=["2017; A cheap camera for seagrass surveys; Coastal Systems Letters"],
    ),
    person(
        "tamm-choirs",
        "Liisu",
        "Tamm",
        "Emajõe Academy of Music; Musicology; Docent; Tarvastu; EE; 2006",
        works=[
            "2008; Song festivals and the sound of open air; Baltic Journal of Musicology",
            "2013; Rehearsal as village parliament; Baltic Journal of Musicology",
        ],
    ),
    person(
        "tamm-forests",
        "Liisu",
        "Tamm",
        "Institute of Boreal Forestry; Peatland Forests; Research fellow; Elva-Nõo; EE; 2014",
        works=["2015; Drained peatland pine stands after fifty years; Boreal Stand Dynamics"],
    ),
    person(
        "montclar",
        "Bérengère",
        "Montclar",
        "Université de Haute-Brenne; Laboratoire d'économie rurale; Maîtresse de conférences; Brenneville; FR; 2010",
        works=["2015; Le prix de la haie; Revue d'économie des campagnes"],
    ),
)  # fmt: skip

RECORDS = {
    "a clear case": record("book", 2014, f"""
        020 __ $a {isbn("cold side")} $q (hardback)
        100 1_ @fjeldsted!hyphens $a Fjeldsted, Sunniva, $d 1974- $e author.
        245 14 $a The cold side of the fjord : $b a history of the Norwegian ice trade / $c Sunniva Fjeldsted.
        264 _1 $a Bergen : $b Fagerli forlag, $c 2014.
        300 __ $a 312 pages : $b illustrations, maps ; $c 24 cm
        504 __ $a Includes bibliographical references (pages 281-299) and index.
        520 __ $a How lake ice from western fjords cooled the fishmongers, brewers and hospitals of half of Europe.
        650 _0 $a Ice industry $z Norway $x History.
    """),
    "name-sakes told apart by the work": record("article", 2019, """
        024 7_ $a 10.5555/jim.2019.04417 $2 doi
        100 1_ @brandt-mussels! $a Brandt, Anna, $e author.
        245 10 $a Thick-shelled river mussels below the last weir : $b a resurvey after twenty years / $c Anna Brandt.
        264 _1 $a Lahnstein : $b Gesellschaft für Binnengewässer, $c 2019.
        300 __ $a 1 online resource (pages 211-229)
        650 _0 $a Unio crassus $z Germany.
        773 0_ $t Journal of Inland Malacology $g Volume 12, number 3 (2019), pages 211-229 $x 9900-0415
        856 40 $u https://doi.org/10.5555/jim.2019.04417
    """),
    "initials only": record("article", 2018, """
        024 7_ $a 10.5555/wajh.2018.00713 $2 doi
        100 1_ @okoye-water! $a Okoye, C. N., $e author.
        245 10 $a Arsenic in hand-dug wells of the lower delta / $c C.N. Okoye.
        264 _1 $a Port Amaka : $b Delta Water Press, $c 2018.
        300 __ $a 1 online resource (14 pages)
        773 0_ $t West African Journal of Hydrology $g 9:1 (2018), p. 33-46
    """),
    "three authors who claim the work": record("article", 2020, """
        024 7_ $a 10.5555/csl.2020.02204 $2 doi
        100 1_ @teixeira!url $a Teixeira Bastos, Rosalinda, $e author.
        245 10 $a Do seahorses come back? : $b nursery meadows after a dredging season / $c R. Teixeira Bastos, P. Hallworth, D. Quandt-Rehfeld.
        264 _1 $c 2020.
        300 __ $a 1 online resource
        700 1_ @hallworth!upper $a Hallworth, P. $q (Peregrine), $e author.
        700 1_ @- $a Quandt-Rehfeld, Dorothea, $e author.
        773 0_ $t Coastal Systems Letters $g Vol. 31 (2020), article 88
    """),
    "already linked as it should be": record("book", 2016, f"""
        020 __ $a {isbn("haie")}
        100 1_ @montclar! $a Montclar, Bérengère, $d 1980- $e author. $1 {orcid("montclar").uri}
        245 13 $a La haie et le champ : $b économie d'un paysage / $c Bérengère Montclar.
        264 _1 $a Brenneville : $b Éditions du Bocage, $c 2016.
        300 __ $a 254 pages ; $c 22 cm
        650 _0 $a Hedges $x Economic aspects $z France.
    """, language="fre"),
    "nobody in the registry": record("book", 1998, f"""
        020 __ $a {isbn10("quilts")}
        100 1_ @- $a Wetherall-Quint, Hortensia.
        245 10 $a Quilts of the upper valley / $c Hortensia Wetherall-Quint ; with photographs by the author.
        260 __ $a Millbrook, Vt. : $b Barn Door Books, $c c1998.
        300 __ $a 96 p. : $b col. ill. ; $c 28 cm.
        650 _0 $a Quilts $z Vermont.
    """),
    "one name on several records: her second book": record("book", 2017, f"""
        020 __ $a {isbn("choir second")}
        100 1_ @tamm-choirs! $a Tamm, Liisu, $e author.
        245 10 $a Voices across the river : $b choirs on both banks of the Narva / $c Liisu Tamm.
        264 _1 $a Tarvastu : $b Emajõe Press, $c 2017.
        300 __ $a 188 pages : $b music ; $c 21 cm
    """),
    "one name on several records: her first book": record("book", 2010, f"""
        020 __ $a {isbn("choir first")}
        100 1_ @tamm-choirs $a Tamm, Liisu.
        245 10 $a Laulupeo hääl / $c Liisu Tamm.
        246 1_ $i Title in English: $a The voice of the song festival
        260 __ $a Tarvastu : $b Emajõe Muusikaakadeemia, $c 2010.
        300 __ $a 141 lk. ; $c 21 cm.
    """, language="est"),
    "one name on several records: as an editor": record("book", 2012, f"""
        020 __ $a {isbn("choir editor")}
        245 00 $a Singing outdoors : $b acoustics, weather and tradition / $c edited by Liisu Tamm.
        264 _1 $a Tarvastu : $b Emajõe Press, $c 2012.
        300 __ $a ix, 230 pages ; $c 24 cm
        700 1_ @tamm-choirs!title $a Tamm, Liisu, $e editor.
    """),
    "one name on several records: the other one": record("article", 2019, """
        024 7_ $a 10.5555/bsd.2019.77120 $2 doi
        100 1_ @tamm-forests! $a Tamm, Liisu, $e author.
        245 10 $a Rewetting and the slow return of Sphagnum / $c Liisu Tamm.
        264 _1 $c 2019.
        773 0_ $t Boreal Stand Dynamics $g 44 (2019), 5-21
    """),
}  # fmt: skip
