"""Names as people have them: compound, in another order, changed, shared by father and son."""

# ruff: noqa: E501 - a table is read along its lines
from __future__ import annotations

import unicodedata

from tests.making.numbers import isbn
from tests.making.people import person
from tests.making.records import record

PERSONS = (
    person("ibarra", "Lucía F.", "Ibarra",
        "Universidad Andina de Quillota Alta; Facultad de Derecho; Profesora titular; Quillota Alta; CL; 2012",
        other=["Lucía Fernanda Ibarra-Montalvo"],
        works=["2016; El agua como sujeto de derecho; Revista Andina de Derecho"]),
    person("vasconcelos", "Tomás de Sá e", "Vasconcelos",
        "Instituto de Estudos Atlânticos; História; Investigador; Vila Parda; PT; 2005",
        works=["2009; Cartas de um feitor; Cadernos do Atlântico"]),
    person("van-der-veen", "Maaike", "van der Veen-Hartog",
        "Hogeschool Zuiderwaard; Stedenbouw; Lector; Zuiderwaard; NL; 2017-02",
        works=["2018; Living with a metre of water; Delta Planning Notes"]),
    person("saint-aubrac", "Jean-Loup", "de Saint-Aubrac",
        "Observatoire du Causse; ; Astronome; Sévérac-le-Haut; FR; 2001",
        works=["2011; Photometry of three slow asteroids; Minor Bodies Circular"]),
    person("pettibone-son", "Marcus T.", "Pettibone Jr.",
        "Tallgrass State University; Agronomy; Professor; Prairie Falls; US; 2008-08",
        credit="M. T. Pettibone, Jr.",
        works=["2015; Cover crops between drills; Prairie Agronomy"]),
    person("pettibone-father", "Marcus T.", "Pettibone",
        "Tallgrass State University; Agricultural Engineering; Professor; Prairie Falls; US; 1974; 2009",
        works=["1991; A seed drill for wet springs; Transactions in Farm Machinery"]),
    person("ashdown", "Prescott Lyle", "Ashdown III",
        "Harbor Point Law School; ; Clinical professor; Harbor Point; US; 2013",
        works=["2017; Salvage on inland waters; Admiralty Review"]),
    person("suryaningrat", "Suryaningrat", "",
        "Institut Seni Nusantara Tengah; Pedalangan; Dosen; Wanakerta; ID; 2010",
        works=["2014; Bayang dan suara: sabetan wayang pesisir; Jurnal Seni Pertunjukan Nusantara"]),
    person("hallgerdur", "Hallgerður", "Snæbjörnsdóttir",
        "Háskólinn á Norðurfirði; Jarðvísindadeild; Dósent; Norðurfjörður; IS; 2011",
        works=["2016; Tephra layers under a turf church; Icelandic Quaternary Notes"]),
    person("szaloky", "Szalóky", "Piroska",
        "Tiszamenti Egyetem; Nyelvtudományi Intézet; Adjunktus; Tiszamente; HU; 2009",
        works=["2018; Vowel harmony in loanwords of the upper Tisza; Studia Linguistica Tisiensia"]),
    person("umeh", "Adaeze Ifeoma Umeh", "",
        "Amaka Teaching Hospital; Paediatrics; Consultant; Amaka; NG; 2015",
        works=["2019; Oral zinc in a rural clinic; Journal of Community Paediatrics"]),
    person("odwyer", "Fionnuala", "O'Dwyer-Kearns",
        "Burren College of Technology; Archaeology; Lecturer; Ballyvara; IE; 2014-09",
        works=["2017; Sweat houses of the western uplands; Irish Field Archaeology"]),
    person("lindqvist", "Elin", "Marklund",
        "Norrviks universitet; Folkhälsa; Docent; Norrvik; SE; 2012",
        other=["Elin Lindqvist", "Elin Lindqvist Marklund"],
        works=["2010; Sleep in the light months; Arctic Public Health"]),
    person("abernathy", "Jocelyn Rhea", "Abernathy-Cole",
        "Cascadia Institute of Fisheries; ; Emeritus scientist; Tolt Bay; US; 1980; 2016",
        works=["1999; Chum salmon in ditches; Cascadia Fisheries Bulletin"]),
    person("abernathy-other", "James Robert", "Abernathy-Cole",
        "Gulf Petroleum College; Petrology; Instructor; Port Salado; US; 2001"),
    person("mwangi", "Esther Wanjiru", "Mwangi-Thuo",
        "Kirinyaga Catholic University; Education; Dean; Kerugo; KE; 2010",
        works=["2013; Boarding schools and belonging; East African Journal of Schooling"]),
    person("dang", "Hong Van", "Dang Thi",
        "Đại học Sông Hậu; Khoa Thủy sản; Giảng viên; Ô Môn Đông; VN; 2013",
        other=["Đặng Thị Hồng Vân", "Dang T. H. Van"],
        works=["2017; Rice-shrimp rotation and soil salt; Mekong Aquaculture Letters"]),
    person("siqueira", "Otávio", "Siqueira Filho",
        "Universidade Federal do Planalto Azul; Engenharia Civil; Professor; Planalto Azul; BR; 1998",
        works=["2006; Taipa de pilão: ensaios de compressão; Revista Brasileira de Construção em Terra"]),
    person("ravensburg", "Leopold", "von Ravensburg",
        "Forstamt Thannheim; ; Forstdirektor; Thannheim; AT; 2002"),
    person("grunwald", "Vesna", "Grünwald-Ilić",
        "Sveučilište u Kvarneriću; Odsjek za kroatistiku; Izvanredna profesorica; Kvarnerić; HR; 2013-10",
        works=["2019; Riječ more u čakavskim govorima; Kvarnerski jezični zapisi"]),
    person("sahbazoglu", "Gulnar", "Sahbazoglu",
        "Kızıltepe Teknik Üniversitesi; Mimarlık; Doçent; Kızılova; TR; 2014",
        works=["2018; Courtyards as climate machines; Anatolian Architecture"]),
    person("krzeslawska", "Bożena", "Krzesławska-Łoś",
        "Akademia Nadodrzańska; Instytut Filozofii; Profesor; Nowy Brzeg; PL; 2007",
        works=["2012; O cierpliwości; Przegląd Etyczny"]),
    person("thistlewood", "Edmund", "Thistlewood",
        "Northmere University; Chemistry; Research associate; Northmere; GB; 2019",
        works=["2021; Copper catalysts for slow reactions; Letters in Practical Catalysis"]),
    person("kaleo", "Kaleohano", "Nāwahine-Pokipala",
        "Ka Papa Hula College; Hawaiian Studies; Assistant professor; Hilo Uka; US; 2016",
        works=["2020; Chant and channel: naming winds; Pacific Oral Traditions"]),
)  # fmt: skip

_DECOMPOSED = unicodedata.normalize("NFD", "Grünwald-Ilić, Vesna")

RECORDS = {
    "a compound Spanish name": record("article", 2019, """
        024 7_ $a 10.5555/rad.2019.51002 $2 doi
        100 1_ @ibarra! $a Ibarra Montalvo, Lucía Fernanda, $e autora.
        245 13 $a El río que demanda : $b personalidad jurídica de los cauces andinos / $c Lucía Fernanda Ibarra Montalvo.
        264 _1 $c 2019.
        773 0_ $t Revista Andina de Derecho $g 22 (2019), 101-134
    """, language="spa"),
    "a Portuguese name with particles": record("book", 2011, f"""
        020 __ $a {isbn("feitor")}
        100 1_ @vasconcelos! $a Vasconcelos, Tomás de Sá e, $d 1962-
        245 12 $a O feitor e o mar : $b comércio e correspondência em Vila Parda, 1740-1790 / $c Tomás de Sá e Vasconcelos.
        260 __ $a Vila Parda : $b Edições Farol, $c 2011.
        300 __ $a 402 p. : $b il. ; $c 23 cm.
    """, language="por"),
    "a Dutch name with a prefix": record("report", 2021, f"""
        020 __ $a {isbn("metre of water")}
        100 1_ @van-der-veen!title $a Veen-Hartog, Maaike van der, $e author.
        245 10 $a Rooms for the river : $b seven small polders redrawn / $c Maaike van der Veen-Hartog.
        264 _1 $a Zuiderwaard : $b Hogeschool Zuiderwaard, $c 2021.
        300 __ $a 77 pages : $b plans ; $c 30 cm
    """),
    "a French name with a particle": record("article", 2013, """
        024 7_ $a 10.5555/mbc.2013.00871 $2 doi
        100 1_ @saint-aubrac $a Saint-Aubrac, Jean-Loup de, $e author.
        245 10 $a Rotation of a very small asteroid seen from the Causse / $c J.-L. de Saint-Aubrac.
        264 _1 $c 2013.
        773 0_ $t Minor Bodies Circular $g 2013, no. 7
    """),
    "a title of nobility": record("book", 2006, """
        100 1_ @ravensburg $a Ravensburg, Leopold, $c Freiherr von, $d 1959-
        245 10 $a Plenterwald im Gebirge / $c Leopold Freiherr von Ravensburg.
        260 __ $a Thannheim : $b Forstverein, $c 2006.
        300 __ $a 133 S. : $b Ill. ; $c 24 cm.
    """, language="ger"),
    "Jr., whose father is in the registry too": record("article", 2016, """
        024 7_ $a 10.5555/pa.2016.30991 $2 doi
        100 1_ @pettibone-son! $a Pettibone, Marcus T., $c Jr., $e author.
        245 10 $a Winter rye before soybeans : $b eight farms, eight years / $c Marcus T. Pettibone, Jr.
        264 _1 $c 2016.
        773 0_ $t Prairie Agronomy $g 8(2), 2016
    """),
    "the third of that name": record("book", 2019, f"""
        020 __ $a {isbn("salvage")}
        100 1_ @ashdown $a Ashdown, Prescott Lyle, $c III, $e author.
        245 10 $a Wrecks, reefs and remedies : $b a casebook / $c Prescott Lyle Ashdown III.
        264 _1 $a Harbor Point : $b Lantern Legal, $c 2019.
        300 __ $a xxi, 644 pages ; $c 26 cm
    """),
    "a name of one word": record("book", 2015, f"""
        020 __ $a {isbn("wayang")}
        100 0_ @suryaningrat! $a Suryaningrat, $e author.
        245 10 $a Wayang di tepi laut / $c Suryaningrat.
        264 _1 $a Wanakerta : $b Pustaka Kelir, $c 2015.
        300 __ $a 210 halaman ; $c 21 cm
    """, language="ind"),
    "a name in direct order": record("thesis", 2010, """
        100 0_ @hallgerdur!title $a Hallgerður Snæbjörnsdóttir, $d 1983- $e author.
        245 10 $a Ash under the altar : $b tephrochronology of three turf churches / $c Hallgerður Snæbjörnsdóttir.
        264 _1 $a Norðurfjörður : $b [publisher not identified], $c 2010.
        300 __ $a 168 leaves : $b illustrations ; $c 30 cm
        502 __ $b Ph. D. $c Háskólinn á Norðurfirði $d 2010.
        710 2_ $a Háskólinn á Norðurfirði, $e degree granting institution.
    """),
    "names in the other order in the registry": record("article", 2020, """
        024 7_ $a 10.5555/slt.2020.60115 $2 doi
        100 1_ @szaloky! $a Szalóky, Piroska, $e author.
        245 10 $a Front rounded vowels in river terms / $c Szalóky Piroska.
        264 _1 $c 2020.
        773 0_ $t Studia Linguistica Tisiensia $g 11 (2020), 1-30
    """),
    "everything typed into the given names": record("article", 2020, """
        024 7_ $a 10.5555/jcp.2020.04004 $2 doi
        100 1_ @umeh! $a Umeh, Adaeze Ifeoma, $e author.
        245 10 $a Growth charts on a shared telephone / $c Adaeze I. Umeh, Obiora Ndukwe.
        264 _1 $c 2020.
        700 1_ @- $a Ndukwe, Obiora, $e author.
        773 0_ $t Journal of Community Paediatrics $g 15 (2020), 77-85
    """),
    "a typographic apostrophe": record("book", 2018, f"""
        020 __ $a {isbn("sweat houses")}
        100 1_ @odwyer! $a O’Dwyer-Kearns, Fionnuala, $e author.
        245 10 $a Stone, turf and steam : $b the Irish sweat house / $c Fionnuala O’Dwyer-Kearns.
        264 _1 $a Ballyvara : $b Limestone Press, $c 2018.
        300 __ $a 149 pages : $b illustrations, plans ; $c 25 cm
    """),
    "a former surname": record("thesis", 2008, """
        100 1_ @lindqvist!title $a Lindqvist, Elin, $d 1979- $e author.
        245 10 $a Light nights and tired days : $b adolescents north of the circle / $c Elin Lindqvist.
        264 _1 $a Norrvik : $b Norrviks universitet, $c 2008.
        300 __ $a 201 pages ; $c 25 cm
        502 __ $a Diss. (doctoral) -- Norrviks universitet, 2008.
    """),
    "initials spelled out in $q": record("report", 1994, """
        100 1_ @abernathy $a Abernathy-Cole, J. R. $q (Jocelyn Rhea), $d 1951-
        245 10 $a Spawning counts in roadside ditches, 1988-1993 / $c J.R. Abernathy-Cole.
        260 __ $a Tolt Bay : $b Cascadia Institute of Fisheries, $c 1994.
        300 __ $a iii, 58 p. ; $c 28 cm.
    """),
    "a religious title": record("book", 2014, f"""
        020 __ $a {isbn("boarding")}
        100 1_ @mwangi $a Mwangi-Thuo, Esther Wanjiru, $c Sister, $e author.
        245 10 $a The bell at five : $b memories of convent boarding schools / $c Sister Esther Wanjiru Mwangi-Thuo.
        264 _1 $a Kerugo : $b Mlima Books, $c 2014.
        300 __ $a 120 pages ; $c 20 cm
    """),
    "Vietnamese accents that the registry does not have": record("article", 2018, """
        024 7_ $a 10.5555/mal.2018.15511 $2 doi
        100 1_ @dang! $a Đặng, Thị Hồng Vân, $e author.
        245 10 $a Salt tolerance of six local rice varieties / $c Đặng Thị Hồng Vân.
        264 _1 $c 2018.
        773 0_ $t Mekong Aquaculture Letters $g 6 (2018), 12-20
    """),
    "Filho is part of the surname": record("book", 2009, f"""
        020 __ $a {isbn("taipa")}
        100 1_ @siqueira! $a Siqueira Filho, Otávio.
        245 10 $a Construir com terra : $b manual de taipa / $c Otávio Siqueira Filho.
        260 __ $a Planalto Azul : $b Editora Planalto, $c 2009.
        300 __ $a 176 p. : $b il. ; $c 26 cm.
    """, language="por"),
    "decomposed letters": record("article", 2021, f"""
        024 7_ $a 10.5555/kjz.2021.00310 $2 doi
        100 1_ @grunwald! $a {_DECOMPOSED}, $e author.
        245 10 $a {unicodedata.normalize("NFD", "Nazivi vjetrova na otočju")} / $c {unicodedata.normalize("NFD", "Vesna Grünwald-Ilić")}.
        264 _1 $c 2021.
        773 0_ $t Kvarnerski jezični zapisi $g 4 (2021), 55-71
    """, language="hrv"),
    "accents that the person leaves out": record("article", 2019, """
        024 7_ $a 10.5555/aa.2019.08120 $2 doi
        100 1_ @sahbazoglu! $a Şahbazoğlu, Gülnar, $e author.
        245 10 $a Wind towers without wind : $b a field study in Kızılova / $c Gülnar Şahbazoğlu.
        264 _1 $c 2019.
        773 0_ $t Anatolian Architecture $g 3 (2019), 40-58
    """),
    "letters that do not decompose": record("book", 2015, f"""
        020 __ $a {isbn("cierpliwosc")}
        100 1_ @krzeslawska $a Krzesławska-Łoś, Bożena, $e author.
        245 10 $a Pochwała zwłoki / $c Bożena Krzesławska-Łoś.
        264 _1 $a Nowy Brzeg : $b Wydawnictwo Przystań, $c 2015.
        300 __ $a 219 stron ; $c 20 cm
    """, language="pol"),
    "someone who died in 1890": record("book", 1878, """
        100 1_ @- $a Thistlewood, Edmund, $d 1821-1890.
        245 10 $a Sermons preached to seamen / $c by the Rev. Edmund Thistlewood.
        260 __ $a Whitsand : $b Printed for the author, $c 1878.
        300 __ $a viii, 276 p. ; $c 18 cm.
        650 _0 $a Sermons, English $y 19th century.
    """),
    "long vowels that many leave out": record("article", 2021, """
        024 7_ $a 10.5555/pot.2021.00045 $2 doi
        100 1_ @kaleo! $a Nāwahine-Pokipala, Kaleohano, $e author.
        245 10 $a Nā makani o Hilo Uka / $c Kaleohano Nāwahine-Pokipala.
        264 _1 $c 2021.
        773 0_ $t Pacific Oral Traditions $g 2 (2021)
    """, language="haw"),
}  # fmt: skip
