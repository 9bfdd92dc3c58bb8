"""Headings that already carry something: an iD in each form, another URI, a number, a mistake.

Forms: alma-and-marc.md section B2.
"""

# ruff: noqa: E501 - a table is read along its lines
from __future__ import annotations

from orcid_tui.orcid_id import OrcidId
from tests.making import numbers
from tests.making.numbers import digits, isbn, isni
from tests.making.people import person
from tests.making.records import MadeRecord, record

PERSONS = (
    person("aldersey", "Philippa", "Aldersey-Voss",
        "Northmere University; Geography; Professor; Northmere; GB; 2004",
        works=["2009; Footpaths nobody walks; Landscape Notes"]),
    person("berezin", "Arkady", "Berezin-Lvovsky",
        "Severny Institute of Limnology; Ice physics; Researcher; Verkhneozersk; RU; 2012"),
    person("castellanza", "Ornella", "Castellanza",
        "Università di Valdombra; Dipartimento di Musicologia; Professoressa associata; Valdombra; IT; 2009",
        works=["2014; Il basso cifrato nelle parrocchie di montagna; Quaderni di prassi musicale"]),
    person("dubrowska", "Halina", "Dubrowska-Sęk",
        "Akademia Nadodrzańska; Instytut Botaniki; Adiunkt; Nowy Brzeg; PL; 2015"),
    person("eskola", "Tuomas", "Eskola-Rinne",
        "Kaamaslahden yliopisto; Matematiikka; Lehtori; Kaamaslahti; FI; 2011"),
    person("fonteyne", "Lieselot", "Fonteyne-Maes",
        "Hogeschool Leiedal; Taal en Letteren; Docent; Leiedal; BE; 2010"),
    person("gyllenhorn", "Axel", "Gyllenhorn",
        "Norrviks universitet; Fysik; Professor; Norrvik; SE; 2001", ends_with_x=True,
        works=["2005; Friction of very cold snow; Journal of Slow Mechanics"]),
    person("hinnebusch", "Walburga", "Hinnebusch-Ried",
        "Hochschule Isental; Orgel und Kirchenmusik; Professorin; Isental; DE; 2008", ends_with_x=True),
    person("iturralde", "Begoña", "Iturralde Zabal",
        "Universidad de Valdehierro; Historia del Arte; Catedrática; Valdehierro; ES; 1999"),
    person("jespersgaard", "Rasmus", "Jespersgaard",
        "Limfjordens Professionshøjskole; Pædagogik; Lektor; Nordby; DK; 2013"),
    person("kilgarran", "Moira", "Kilgarran",
        "University of Strathbeg; Veterinary Sciences; Senior lecturer; Strathbeg; GB; 2012",
        works=["2018; Hoof health on wet machair; Upland Veterinary Record"]),
    person("lacombe", "Aurélien", "Lacombe-Ferrat",
        "Institut des Hautes Vallées; Glaciologie; Chargé de recherche; Bessans-le-Vieux; FR; 2014",
        works=["2017; Crevasses en mouvement; Annales de glaciologie alpine"]),
    person("marchetti", "Ilario", "Marchetti-Bo",
        "Università di Valdombra; Botanica; Ricercatore; Valdombra; IT; 2013",
        works=["2016; Licheni delle pietre di confine; Flora Minima"]),
    person("novotna", "Ludmila", "Novotná-Hájková",
        "Podhorská univerzita; Ústav etnologie; Docentka; Podhoří; CZ; 2010",
        ids=[("ISNI", isni("novotna").replace(" ", "")), ("Loop profile", "990017")],
        works=["2015; Krajka a paměť; Etnologické listy"]),
    person("novotna-chemist", "Ludmila", "Novotná",
        "Podhorská univerzita; Ústav chemie; Asistentka; Podhoří; CZ; 2019",
        works=["2021; Tenké vrstvy oxidu zinečnatého; Chemické zprávy"]),
    person("orban", "Zsófia", "Orbán-Kelemen",
        "Tiszamenti Egyetem; Neveléstudomány; Egyetemi docens; Tiszamente; HU; 2012",
        ids=[("Scopus Author ID", "99007654321"), ("ResearcherID", "Z-0099-2012")]),
    person("petrossian-old", "Anahit", "Petrossian-Dilan", state="deprecated", successor="petrossian"),
    person("petrossian", "Anahit", "Petrossian-Dilan",
        "Araks University; Faculty of Oriental Studies; Lecturer; Araksavan; AM; 2014",
        works=["2018; Merchants' marginalia; Caucasus Manuscript Studies"]),
    person("quellmalz", "Reinhold", "Quellmalz-Ott", state="locked"),
    person("rasoanaivo", "Hasina", "Rasoanaivo-Be", state="name private"),
    person("soderblad", "Ingegerd", "Söderblad", state="deactivated"),
    person("trevanion", "Jory", "Trevanion-Pascoe", state="unclaimed"),
    person("underhay-one", "Clement", "Underhay",
        "Northmere University; Economics; Professor; Northmere; GB; 2003",
        works=["2012; Toll roads and turnpike trusts; Journal of Quiet Economics"]),
    person("underhay-two", "Clement", "Underhay",
        "Port Amaka Theological Seminary; ; Lecturer; Port Amaka; NG; 2015",
        works=["2016; Psalms in the shipyard; African Church Review"]),
    person("applewhite", "Cordelia", "Applewhite-Ng",
        "Saltspring Institute of Technology; Fibre Arts; Instructor; Saltspring; CA; 2014-01",
        works=["2018; Dyeing with lichens, responsibly; Craft and Colour"]),
    person("applewhite-again", "Cordelia", "Applewhite-Ng",
        "Saltspring Institute of Technology; Fibre Arts; ; Saltspring; CA"),
    person("vinterberg", "Signe", "Vinterberg-Holk",
        "Limfjordens Professionshøjskole; Sygepleje; Lektor; Nordby; DK; 2016"),
)  # fmt: skip


_IDS = {made.key: made.orcid for made in PERSONS}


def orcid(key: str) -> OrcidId:
    """The iD of a person, known to the registry or not."""
    return _IDS.get(key) or numbers.orcid(key)


def _packed(key: str) -> str:
    return orcid(key).value.replace("-", "")


def _uri(key: str) -> str:
    return orcid(key).uri


_MISTYPED = orcid("iturralde").value
_MISTYPED = _MISTYPED[:-1] + ("3" if _MISTYPED[-1] != "3" else "4")
_VIAF = "http://viaf.org/viaf/9900"
_GND = f"(DE-588)099{digits('gnd', 6)}"


_IMPRINTS = {
    "cze": ("Podhoří", "Nakladatelství Pod kaštany"),
    "dan": ("Nordby", "Forlaget Fyrtårnet"),
    "dut": ("Leiedal", "Heemkring"),
    "eng": ("Northmere", "Waterside Books"),
    "fin": ("Kaamaslahti", "Kaarna"),
    "ger": ("Isental", "Verlag am Wehr"),
    "hun": ("Tiszamente", "Töltés Kiadó"),
    "ita": ("Valdombra", "Edizioni del Mulino Vecchio"),
    "pol": ("Nowy Brzeg", "Wydawnictwo Przystań"),
    "spa": ("Valdehierro", "Editorial La Reja"),
    "swe": ("Norrvik", "Bokförlaget Bryggan"),
}
_PAGES = {"cze": "stran", "dan": "sider", "dut": "pagina's", "fin": "sivua", "ger": "Seiten",
          "hun": "oldal", "ita": "pagine", "pol": "stron", "spa": "páginas", "swe": "sidor"}  # fmt: skip


def _book(line: str, title: str, year: int, language: str = "eng") -> MadeRecord:
    """A book with one heading, which is what matters here."""
    place, publisher = _IMPRINTS[language]
    pages = 80 + int(digits(title, 3)) % 300
    return record("book", year, f"""
        020 __ $a {isbn(title)}
        100 1_ {line}
        245 10 $a {title}.
        264 _1 $a {place} : $b {publisher}, $c {year}.
        300 __ $a {pages} {_PAGES.get(language, 'pages')} ; $c {19 + pages % 9} cm
    """, language=language)  # fmt: skip


RECORDS = {
    "an iD as https in $1": _book(
        f"@aldersey $a Aldersey-Voss, Philippa, $e author. $1 {_uri('aldersey')}",
        "A geography of shortcuts", 2010),
    "an iD in $0 with (orcid)": _book(
        f"@berezin $a Berezin-Lvovsky, Arkady, $e author. $0 (orcid){orcid('berezin')}",
        "How lakes freeze", 2016),
    "an iD in $0 without hyphens": _book(
        f"@castellanza $a Castellanza, Ornella, $d 1969- $0 (orcid){_packed('castellanza')}",
        "Organi, mantici e pazienza", 2013, "ita"),
    "the same iD in $0 and $1": _book(
        f"@dubrowska $a Dubrowska-Sęk, Halina, $e author. $0 (orcid){_packed('dubrowska')} $1 {_uri('dubrowska')}",
        "Mchy na murach", 2018, "pol"),
    "a bare iD in $0 with $2 orcid": _book(
        f"@eskola $a Eskola-Rinne, Tuomas, $e author. $0 {orcid('eskola')} $2 orcid",
        "Pieni kirja suurista luvuista", 2014, "fin"),
    "an iD in $9": _book(
        f"@fonteyne $a Fonteyne-Maes, Lieselot, $e author. $9 (orcid){orcid('fonteyne')}",
        "Dialect aan de keukentafel", 2012, "dut"),
    "an iD that ends in X": _book(
        f"@gyllenhorn $a Gyllenhorn, Axel, $e author. $1 {_uri('gyllenhorn')}",
        "Kall mekanik", 2009, "swe"),
    "a small x at the end": _book(
        f"@hinnebusch $a Hinnebusch-Ried, Walburga, $e Verfasser. $0 (orcid){orcid('hinnebusch').value.lower()}",
        "Registrieren ohne Assistenz", 2011, "ger"),
    "http and a slash at the end": _book(
        f"@jespersgaard $a Jespersgaard, Rasmus, $e author. $1 http://orcid.org/{orcid('jespersgaard')}/",
        "Leg i regnvejr", 2019, "dan"),
    "a mistyped check digit": _book(
        f"@iturralde $a Iturralde Zabal, Begoña, $e autora. $1 https://orcid.org/{_MISTYPED}",
        "Rejas y balcones de Valdehierro", 2008, "spa"),
    "VIAF in $1 only": record("article", 2019, f"""
        024 7_ $a 10.5555/uvr.2019.00612 $2 doi
        100 1_ @kilgarran! $a Kilgarran, Moira, $e author. $1 {_VIAF}0001
        245 10 $a Foot baths for hill sheep / $c Moira Kilgarran.
        264 _1 $c 2019.
        773 0_ $t Upland Veterinary Record $g 55 (2019), 3-8
    """),
    "Wikidata in $1 only": record("article", 2018, """
        024 7_ $a 10.5555/aga.2018.01177 $2 doi
        100 1_ @lacombe! $a Lacombe-Ferrat, Aurélien, $e auteur. $1 http://www.wikidata.org/entity/Q990000001
        245 13 $a Le glacier et le cadastre / $c Aurélien Lacombe-Ferrat.
        264 _1 $c 2018.
        773 0_ $t Annales de glaciologie alpine $g 9 (2018), 88-97
    """, language="fre"),
    "VIAF and an iD side by side": _book(
        f"@marchetti $a Marchetti-Bo, Ilario, $e autore. $1 {_VIAF}0002 $1 {_uri('marchetti')}",
        "Muri, licheni, confini", 2017, "ita"),
    "an ISNI in $0 that agrees with the person's": _book(
        f"@novotna $a Novotná, Ludmila, $d 1972- $e author. $0 (isni){isni('novotna').replace(' ', '')}",
        "Paličkovaná krajka v podhůří", 2016, "cze"),
    "a GND number, and all that can stand behind": _book(
        f"@orban $a Orbán-Kelemen, Zsófia, $d 1974- $e Verfasser $0 {_GND} $1 {_VIAF}0003 $4 aut $5 XX-XxOTD $8 1\\p $9 local",
        "Iskola a töltés mögött", 2014, "hun"),
    "a GND number alone": _book(
        f"@aldersey!title $a Aldersey-Voss, Philippa $4 aut $0 (DE-588)099{digits('gnd two', 6)}",
        "Stiles, gates and other hesitations", 2019),
    "a deprecated iD": _book(
        f"@petrossian $a Petrossian-Dilan, Anahit, $e author. $1 {_uri('petrossian-old')}",
        "Notes in the margin", 2018),
    "the iD of a locked record": _book(
        f"@- $a Quellmalz-Ott, Reinhold, $e author. $1 {_uri('quellmalz')}",
        "Kleine Kesselkunde", 2012, "ger"),
    "the iD of a person whose name is private": _book(
        f"@rasoanaivo $a Rasoanaivo-Be, Hasina, $e author. $1 {_uri('rasoanaivo')}",
        "Vanilla years", 2020),
    "the iD of a deactivated record": _book(
        f"@- $a Söderblad, Ingegerd, $e author. $1 {_uri('soderblad')}",
        "Skärgårdens postlinjer", 2007, "swe"),
    "the iD of a record that was never claimed": _book(
        f"@- $a Trevanion-Pascoe, Jory, $e author. $1 {_uri('trevanion')}",
        "Tin, tides and chapels", 2010),
    "an iD that the registry does not know": _book(
        f"@- $a Wrexley, Augustine, $e author. $1 {_uri('nobody at all')}",
        "The ferry timetable, a novel", 2021),
    "an iD of the sandbox": _book(
        f"@vinterberg $a Vinterberg-Holk, Signe, $e author. $1 https://sandbox.orcid.org/{orcid('vinterberg')}",
        "Nattevagt", 2021, "dan"),
    "one person with two iDs": _book(
        "@applewhite!title $a Applewhite-Ng, Cordelia, $e author.",
        "A grammar of knots", 2020),
    "the iD of a name-sake": record("article", 2014, f"""
        024 7_ $a 10.5555/jqe.2014.00231 $2 doi
        100 1_ @underhay-one! $a Underhay, Clement, $e author. $1 {_uri('underhay-two')}
        245 14 $a The price of a milestone / $c Clement Underhay.
        264 _1 $c 2014.
        773 0_ $t Journal of Quiet Economics $g 6 (2014), 12-31
    """),
}  # fmt: skip
