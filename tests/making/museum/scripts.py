"""Names in other scripts, with and without their linked 880."""

# ruff: noqa: E501 - a table is read along its lines
from __future__ import annotations

from tests.making.numbers import isbn
from tests.making.people import person
from tests.making.records import record

PERSONS = (
    person("qiu-bridges", "Mingyuan", "Qiu",
        "Jiangwan University of Technology; School of Civil Engineering; Professor; Jiangwan; CN; 2010",
        other=["丘明远"],
        works=["2015; Wind on long footbridges; Journal of Light Structures"]),
    person("qiu-tea", "Mingyuan", "Qiu",
        "Wuyuan Tea Research Institute; ; Senior agronomist; Wuyuan East; CN; 2013",
        other=["邱鸣原"],
        works=["2018; Shade nets and late frost in tea gardens; Tea and Soil"]),
    person("qiu-law", "Ming-Yuan", "Qiu",
        "Taiping College of Law; ; Assistant professor; Hsin-an; TW; 2017",
        works=["2020; Good faith in harbour contracts; East Asian Contract Review"]),
    person("katsuragi", "Shiori", "Katsuragi",
        "Kawanishi Institute of Technology; Department of Applied Optics; Associate Professor; Kawanishi-kita; JP; 2014-04",
        other=["桂木 栞", "カツラギ シオリ"],
        works=["2016; Polarised light in folded paper; Optics of Everyday Things"]),
    person("yoon", "Seoyeon", "Yoon",
        "Hangang Institute of Social Research; ; Research fellow; Namhan; KR; 2012-03",
        other=["윤서연", "Sŏ-yŏn Yun"],
        works=["2017; Quiet hours in high-rise housing; Urban Neighbours"]),
    person("zhuravleva", "Ksenia", "Zhuravleva",
        "Severny Institute of Limnology; Zooplankton group; Senior researcher; Verkhneozersk; RU; 2009",
        other=["Ксения Журавлёва", "К. А. Журавлева"],
        works=["2014; Copepods under two metres of ice; Acta Limnologica Septentrionalis"]),
    person("haddad", "Rim", "Al-Haddad",
        "University of Wadi Zarqa; Faculty of Arts; Assistant professor; Wadi Zarqa; JO; 2015",
        other=["ريم الحداد"],
        works=["2019; Market women in the travel letters; Levantine Historical Notes"]),
    person("ben-harush", "Yael", "Ben-Harush",
        "Galil College of Design; Textile Design; Senior lecturer; Kfar Galil; IL; 2011",
        other=["יעל בן-הרוש"],
        works=["2016; Indigo by lamplight; Craft and Colour"]),
    person("palamidas", "Θεόδωρος", "Παλαμήδας",
        "Πανεπιστήμιο Νοτίου Αιγαίου; Τμήμα Γεωγραφίας; Επίκουρος Καθηγητής; Ποσειδωνία; GR; 2013",
        other=["Theodoros Palamidas"],
        works=["2018; Terraces and abandonment on a small island; Island Geographies"]),
    person("yanagawa", "Chikage", "Yanagawa",
        "Museum of Glass Kitami-minami; ; Chief curator; Kitami-minami; JP; 2008",
        other=["柳川千景"],
        works=["2013; 硝子の文様; 北の美術"]),
    person("deshkar", "Anagha", "Deshkar-Pathare",
        "Bhimthadi University; Department of Folk Arts; Reader; Bhimthadi; IN; 2007",
        other=["अनघा देशकर"],
        works=["2012; Songs at the grinding stone; Deccan Folk Studies"]),
    person("melkadze", "Tinatin", "Melkadze-Orbi",
        "Alazani Viticulture Centre; ; Oenologist; Alazani; GE; 2016",
        works=["2019; Yeasts of the buried jar; Vine and Cellar"]),
)  # fmt: skip

RECORDS = {
    "Chinese, told apart by its characters": record("book", 2016, f"""
        020 __ $a {isbn("footbridges")}
        100 1_ @qiu-bridges $6 880-01 $a Qiu, Mingyuan, $e author.
        245 10 $6 880-02 $a Ren xing qiao de feng zhen / $c Qiu Mingyuan zhu.
        264 _1 $6 880-03 $a Jiangwan : $b Jiangwan li gong da xue chu ban she, $c 2016.
        300 __ $a 305 pages ; $c 24 cm
        880 1_ $6 100-01/$1 $a 丘明远, $e author.
        880 10 $6 245-02/$1 $a 人行桥的风振 / $c 丘明远著.
        880 _1 $6 264-03/$1 $a 江湾 : $b 江湾理工大学出版社, $c 2016.
    """, language="chi"),
    "Japanese with linked fields": record("article", 2018, """
        024 7_ $a 10.5555/oet.2018.20177 $2 doi
        100 1_ @katsuragi! $6 880-01 $a Katsuragi, Shiori, $e author.
        245 10 $6 880-02 $a Origami no naka no hikari / $c Katsuragi Shiori.
        264 _1 $c 2018.
        773 0_ $t Optics of Everyday Things $g 4 (2018), 9-17
        880 1_ $6 100-01/$1 $a 桂木栞, $e author.
        880 10 $6 245-02/$1 $a 折り紙の中の光 / $c 桂木栞.
    """, language="jpn"),
    "Korean in an older romanisation": record("article", 2019, """
        024 7_ $a 10.5555/un.2019.31018 $2 doi
        100 1_ @yoon! $6 880-01 $a Yun, Sŏ-yŏn, $e author.
        245 10 $6 880-02 $a Kyŏngbisil ŭi pam / $c Yun Sŏ-yŏn.
        264 _1 $c 2019.
        773 0_ $t Urban Neighbours $g 27 (2019), 140-159
        880 1_ $6 100-01/$1 $a 윤서연, $e author.
        880 10 $6 245-02/$1 $a 경비실의 밤 / $c 윤서연.
    """, language="kor"),
    "Cyrillic, transliterated another way": record("article", 2016, """
        024 7_ $a 10.5555/als.2016.90014 $2 doi
        100 1_ @zhuravleva! $6 880-01 $a Zhuravlëva, Kseniia, $e author.
        245 10 $6 880-02 $a Zimnie kopepody Verkhnego ozera / $c K.A. Zhuravlëva.
        264 _1 $c 2016.
        773 0_ $t Acta Limnologica Septentrionalis $g 21 (2016), 61-80
        880 1_ $6 100-01/(N $a Журавлёва, Ксения, $e author.
        880 10 $6 245-02/(N $a Зимние копеподы Верхнего озера / $c К.А. Журавлёва.
    """, language="rus"),
    "Arabic, right to left": record("book", 2020, f"""
        020 __ $a {isbn("market women")}
        100 1_ @haddad!title $6 880-01 $a Ḥaddād, Rīm, $e author.
        245 10 $6 880-02 $a Nisāʼ al-sūq / $c Rīm al-Ḥaddād.
        264 _1 $a Wadi Zarqa : $b Dār al-Wādī, $c 2020.
        300 __ $a 198 pages ; $c 24 cm
        880 1_ $6 100-01/(3/r $a حداد، ريم, $e author.
        880 10 $6 245-02/(3/r $a نساء السوق / $c ريم الحداد.
    """, language="ara"),
    "Hebrew, right to left": record("book", 2017, f"""
        020 __ $a {isbn("indigo")}
        100 1_ @ben-harush $6 880-01 $a Ben-Harush, Yael, $e author.
        245 10 $6 880-02 $a Kaḥol ba-laylah / $c Yael Ben-Harush.
        264 _1 $a Kfar Galil : $b Duda'im, $c 2017.
        300 __ $a 88 pages : $b color illustrations ; $c 28 cm
        880 1_ $6 100-01/(2/r $a בן־הרוש, יעל, $e author.
        880 10 $6 245-02/(2/r $a כחול בלילה / $c יעל בן־הרוש.
    """, language="heb"),
    "Greek, which the registry has in Greek": record("article", 2019, """
        024 7_ $a 10.5555/ig.2019.41230 $2 doi
        100 1_ @palamidas! $6 880-01 $a Palamidas, Theodoros, $e author.
        245 10 $6 880-02 $a Xerolithies kai mnēmē / $c Theodōros Palamēdas.
        264 _1 $c 2019.
        773 0_ $t Island Geographies $g 5 (2019), 201-219
        880 1_ $6 100-01/(S $a Παλαμήδας, Θεόδωρος, $e author.
        880 10 $6 245-02/(S $a Ξερολιθιές και μνήμη / $c Θεόδωρος Παλαμήδας.
    """, language="gre"),
    "characters in the heading itself": record("book", 2013, f"""
        020 __ $a {isbn("glass patterns")}
        100 1_ @yanagawa! $a 柳川, 千景.
        245 10 $a 硝子の文様 : $b 北国の工芸 / $c 柳川千景.
        260 __ $a 北見南 : $b 硝子美術館, $c 2013.
        300 __ $a 119 p. : $b 挿図 ; $c 26 cm.
    """, language="jpn"),
    "Devanagari with linked fields": record("book", 2014, f"""
        020 __ $a {isbn("grinding stone")}
        100 1_ @deshkar $6 880-01 $a Deśakara, Anaghā, $e author.
        245 10 $6 880-02 $a Jātyāvaracī gāṇī / $c Anaghā Deśakara.
        264 _1 $a Bhimthadi : $b Lokavāṇī, $c 2014.
        300 __ $a 162 pages ; $c 22 cm
        880 1_ $6 100-01 $a देशकर, अनघा, $e author.
        880 10 $6 245-02 $a जात्यावरची गाणी / $c अनघा देशकर.
    """, language="mar"),
    "an 880 that has no partner": record("book", 2020, f"""
        020 __ $a {isbn("buried jar")}
        100 1_ @melkadze!title $a Melkadze-Orbi, Tinatin, $e author.
        245 10 $a Wine under the floor / $c Tinatin Melkadze-Orbi.
        264 _1 $a Alazani : $b Marani Books, $c 2020.
        300 __ $a 94 pages ; $c 20 cm
        880 10 $6 245-00/(5 $a ღვინო იატაკის ქვეშ.
    """),
}  # fmt: skip
