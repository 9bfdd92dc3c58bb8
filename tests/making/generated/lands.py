"""Given names, surnames and institutions by country; none of the institutions exists.

Given names alternate, women's first or men's first. Surnames are such as do not change with sex.
"""

# ruff: noqa: E501 - a table is read along its lines
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Land:
    """Where a person comes from. `schools` are (institution, city)."""

    country: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    schools: tuple[tuple[str, str], ...]


def _land(country: str, given: str, family: str, *schools: str) -> Land:
    pairs = tuple((name, city) for name, _, city in (s.partition(" / ") for s in schools))
    return Land(country, tuple(given.split(", ")), tuple(family.split(", ")), pairs)


LANDS = (
    _land("AR", "Milagros, Facundo, Belén, Ignacio, Rocío, Ezequiel, Candelaria, Nahuel, Pilar, Lautaro",
        "Arrascaeta, Bustamante Roldán, Echenausi, Goycochea, Larramendi, Ocampo Vidal, Quiroga Sáenz, Urdapilleta, Zubizarreta, Molfino",
        "Universidad del Salado Medio / Pampa Honda", "Instituto Austral de Biología / Puerto Lobo"),
    _land("AT", "Hannelore, Clemens, Theresia, Valentin, Rosina, Florian, Veronika, Lorenz",
        "Achleitner-Moos, Brandstätter, Eggenreich, Gschwandl, Hölzlwimmer, Ortwein, Rußegger, Tauchner",
        "Universität Traunwalchen / Traunwalchen"),
    _land("BD", "Shirin, Tanvir, Nusrat, Rafiq, Farhana, Imtiaz, Lubna, Sajid",
        "Bhuiyan-Noor, Chakladar, Haldar-Roy, Khondokar, Mridha, Patwari, Talukder-Sen, Sikdar",
        "Meghna Delta University / Chandpur Char"),
    _land("CA", "Geneviève, Malcolm, Anouk, Desmond, Océane, Rowan, Maëlle, Teague",
        "Beaupré-Lachance, Cormorand, Delorimier, Ferncliff, Grandmaison-Roy, MacAskeran, Ouellette-Dion, Thornquist",
        "Université des Laurentides-Nord / Lac-aux-Huards", "Saltspring Institute of Technology / Saltspring"),
    _land("CH", "Regula, Urs, Seraina, Beat, Corsin, Ladina, Reto, Annina",
        "Ambühl-Rast, Brunschwyler, Cadruvi, Dürrenegg, Hefti-Stüssi, Nägelisberg, Tschümperlin, Zgraggen-Lutz",
        "Hochschule Walensee / Walenstadtberg"),
    _land("CN", "Yuxin, Haoran, Meiling, Zhiqiang, Ruolan, Jianbo, Shuting, Wenhao",
        "Bian, Ceng, Fei, Hui, Ju, Leng, Mi, Ouyang, Qu, Shangguan",
        "Jiangwan University of Technology / Jiangwan", "Lanting Normal University / Lanting"),
    _land("CZ", "Bohumil, Radka, Vojtěch, Zdislava, Ctirad, Květa, Oldřich, Libuše",
        "Dolejší, Hořejší-Janků, Jirků, Krejčí-Tesařů, Martínků, Podlesí, Říčařů, Švejdů",
        "Podhorská univerzita / Podhoří"),
    _land("DE", "Gesine, Hartmut, Swantje, Volker, Elfriede, Joris, Marlies, Wolfram, Undine, Thorben",
        "Ackerknecht, Bödefeld, Dörnemann, Fahrenkrog, Göllnitz, Jürgensmeier, Kühlborn, Müßigbrodt, Rüdenauer, Wüstefeld",
        "Universität Lahnstein-Süd / Lahnstein", "Fachhochschule Elbtal / Elbtal"),
    _land("EG", "Mariam, Karim, Salma, Hossam, Dina, Tarek, Yasmine, Sherif",
        "Abdel-Wareth, El-Bahnasawy, Fakhry-Mansour, Ghobrial-Naguib, El-Shenawany, Wassef-Tadros, Zeidan-Hilmy, Rostom",
        "Lower Delta University / Rosetta Nord"),
    _land("ES", "Nuria, Álvaro, Begoña, Íñigo, Macarena, Gonzalo, Itziar, Rubén, Montserrat, Unai",
        "Aranguren Cid, Belinchón Mora, Cabezudo Gil, Echániz, Fontcuberta i Pla, Iribarne Sanz, Llorente Buey, Peñarrubia, Tejeiro Lago, Urrutikoetxea",
        "Universidad de Valdehierro / Valdehierro", "Universitat de la Costa Brava Sud / Palamera"),
    _land("FI", "Aino-Maija, Eero, Kaisu, Urho, Pihla, Väinö, Lempi, Armas",
        "Hakkarainen-Uro, Jäppinen, Kaurismaa, Lehtoväre, Mäkipelto, Närhinen, Pöllänen-Aho, Ryynänen",
        "Kaamaslahden yliopisto / Kaamaslahti"),
    _land("FR", "Apolline, Gaëtan, Capucine, Loïc, Ségolène, Yannick, Perrine, Anatole, Noëlle, Thibault",
        "Baudrillart, Chastagnier, d'Ormesnil, Espérandieu, Guérineau, L'Hermitte, Péricaud, Roquebrune, Vauquelin-Rey, Ysambert",
        "Université de Haute-Brenne / Brenneville", "Institut des Hautes Vallées / Bessans-le-Vieux"),
    _land("GB", "Rosamund, Alasdair, Blodwen, Crispin, Eilidh, Gethin, Imogen, Jolyon, Morwenna, Rhodri",
        "Applegarth, Blenkinsop, Cholmondesley, Dalrymple-Shaw, Fotheringay, Gwynne-Puw, MacIlwraith, Ollerenshaw, Penhaligan, Winterbourne",
        "Northmere University / Northmere", "University of Strathbeg / Strathbeg"),
    _land("GH", "Akosua, Kwabena, Esi, Yaw, Adwoa, Kojo, Efua, Fiifi",
        "Agyapong-Sarpei, Boakyewaa, Dankwah-Osei, Frempomaa, Kwarteng-Addae, Nyantakwa, Opokuware, Tettehfio",
        "University of the Volta Hills / Amedzope"),
    _land("IN", "Vaidehi, Raghunath, Sumedha, Arindam, Kaveri, Jagdish, Mrinalini, Prabal, Charulata, Nandan",
        "Bhadrasen, Chatterjea-Pal, Dasgupto, Gadgilwar, Iyengarath, Kulashekhar, Mukhopadhyay-Lal, Raghavendran, Subbarayan, Thekkekara",
        "Bhimthadi University / Bhimthadi", "Malabar Coastal University / Kadalur"),
    _land("IR", "Shahrzad, Behrouz, Nasrin, Kamran, Mahsa, Siavash, Parisa, Farhad",
        "Ardalan-Nia, Bakhtiaran, Farahmandi, Golestani-Rad, Khosravan, Mehrabanpour, Sohrabzadeh, Yazdanfar",
        "Alborz Institute of Earth Sciences / Damavand Sofla"),
    _land("IT", "Ginevra, Ruggero, Fiammetta, Ludovico, Domitilla, Saverio, Allegra, Corrado, Ortensia, Elio",
        "Arrivabene-Poli, Beltramelli, Cacciaguerra, Delle Fratte, Fioravanzo, Gambacorta, Lo Presti-Vaglio, Malaspinelli, Ravagnan, Zuccarello",
        "Università di Valdombra / Valdombra"),
    _land("JP", "Akemi, Haruto, Chiyo, Kazuma, Midori, Ryusei, Sumire, Takumi",
        "Arimitsu, Fujikake, Hatsukari, Isogawa, Kumagaya, Minazuki, Nagashio, Tokonami, Uenosato, Yumekura",
        "Kawanishi Institute of Technology / Kawanishi-kita", "Mizuho Women's University / Mizuho-cho"),
    _land("KE", "Wangari, Otieno, Nyambura, Kiprono, Achieng, Mutua, Chebet, Njoroge",
        "Gathuru-Mbae, Kibetu, Kimathi-Noor, Lelgo, Mutisya-Kilonzi, Ochieng-Adera, Rotich-Sang, Wafulani",
        "Rift Lakes University / Naivara"),
    _land("MX", "Citlali, Emiliano, Xóchitl, Heriberto, Itzel, Leobardo, Yolotl, Saúl",
        "Amezquita Nava, Cuauhtli Rojas, Echegoyen, Huitrón Paz, Lascuráin, Ocaranza, Tlapale Ríos, Zendejas Mier",
        "Universidad Autónoma de la Sierra Fría / Sierra Fría"),
    _land("NL", "Fleur, Diederik, Hanneke, Joost, Liesbeth, Maarten, Saskia, Wouter",
        "van den Akkerveen, Boonstra-Wiel, de Graeff-Maas, Hogenboomen, ter Kuile-Vos, Oosterzijl, van Rhijnsdorp, Zwanenveld",
        "Hogeschool Zuiderwaard / Zuiderwaard"),
    _land("NO", "Ragnhild, Torgeir, Synnøve, Øystein, Ingeborg, Håkon, Solveig, Åsmund",
        "Bjørgevoll, Dyrskård, Fagerlidal, Gråbæk, Hæreid, Kvålseth, Rødøygard, Åkerholt",
        "University of Hardanger / Odda", "Vestnes University College / Vestnes"),
    _land("PL", "Jadwiga, Bogusław, Małgorzata, Światosław, Grażyna, Zbigniew, Żaneta, Mieczysław",
        "Błaszczykiewicz, Ćwiklak-Sas, Dąbrównowicz, Gżegżółka, Łętowicz-Bień, Ogińszczak, Śliwkiewicz, Żurawlow",
        "Akademia Nadodrzańska / Nowy Brzeg"),
    _land("RO", "Ileana, Horațiu, Ruxandra, Octavian, Sânziana, Traian, Anca, Dragoș",
        "Bălănescu-Nistor, Cărămizaru, Ghiocelaru, Măgureanu-Dan, Pădureț, Râmniceanu-Pop, Șerbănuș, Țăranu-Vlad",
        "Universitatea din Valea Sâmbetei / Sâmbata Nouă"),
    _land("TR", "Şebnem, Çağatay, Gülizar, Oğuzhan, İpek, Tuğrul, Ayşegül, Ömür",
        "Akdağlıoğlu, Büyükçınar, Çölgeçen, Gökçeoğulları, Işıkçı, Karagözlü-Şen, Özgüneyli, Uğurçay",
        "Kızıltepe Teknik Üniversitesi / Kızılova"),
    _land("US", "Marigold, Thaddeus, Odessa, Jedediah, Clementine, Ambrose, Wilhelmina, Ezra, Tallulah, Lionel",
        "Arbuthnotte, Birdsong-Hale, Cartwheel, Delancourt, Featherstonehaugh, Goodnight-Ruiz, Hollowell-Pike, Larkspurre, Quackenbusch, Windermire",
        "Tallgrass State University / Prairie Falls", "Harbor Point College / Harbor Point"),
    _land("ZA", "Nomvula, Pieter-Jan, Lindiwe, Schalk, Thandolwethu, Marike, Sibusiso, Annelie",
        "Bezuidenhoek, Dlaminkulu, Groenewoud-Smit, Khumalwana, Mokoenani, Nkosingwe, van Schalkwijck, Zondeki",
        "Witkrans University / Witkrans"),
)  # fmt: skip
