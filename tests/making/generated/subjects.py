"""What the invented persons work on: departments, journals, and the stuff of titles."""

# ruff: noqa: E501 - a table is read along its lines
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A field of study. In `titles`, {thing} and {place} are filled in."""

    department: str
    heading: str
    venues: tuple[str, ...]
    things: tuple[str, ...]
    titles: tuple[str, ...]


def _subject(department: str, heading: str, venues: str, things: str, *titles: str) -> Subject:
    return Subject(
        department, heading, tuple(venues.split("; ")), tuple(things.split("; ")), titles
    )


SUBJECTS = (
    _subject("Limnology", "Lakes", "Acta Limnologica Septentrionalis; Methods in Freshwater Ecology",
        "whitefish; reed beds; diatoms; caddis larvae; pond snails; water fleas; perch; stoneworts",
        "Seasonal counts of {thing} in the lakes around {place}",
        "{thing} as a memory of drought: a core from {place}",
        "What road salt does to {thing}: five ponds in {place}",
        "Listening for {thing}: a cheap hydrophone survey near {place}"),
    _subject("Public Health", "Public health", "Journal of Community Paediatrics; Southern Epidemiology",
        "whooping cough; school meals; night work; noise; well water; dog bites; dust; loneliness",
        "{thing} and general practice in {place}: ten years of notes",
        "A register of {thing} for the district of {place}",
        "Asking about {thing} on the doorstep: a survey in {place}",
        "Costs of {thing} to families in {place}"),
    _subject("History", "Social history", "Journal of Quiet Economics; Plains Local History; Cadernos do Atlântico",
        "ferrymen; chimney sweeps; bakers; letter writers; midwives; bell founders; tanners; lamplighters",
        "The {thing} of {place}, 1780–1830",
        "Guild books and gossip: {thing} in court at {place}",
        "Counting {thing}: the tax rolls of {place} as a source",
        "From father to niece: {thing} and inheritance in {place}"),
    _subject("Linguistics", "Linguistics", "Studia Linguistica Tisiensia; Notes on Spoken Grammar",
        "vowel length; diminutives; question tags; kinship terms; loanwords; tone; place names; relative clauses",
        "{thing} in the speech of {place}",
        "Who still uses them? {thing} across three generations in {place}",
        "A corpus of {thing} from the market of {place}",
        "{thing} in letters home, with an edition of forty letters from {place}"),
    _subject("Materials Science", "Materials", "Letters in Practical Catalysis; Journal of Light Structures",
        "bamboo laminates; lime mortar; recycled glass; zinc oxide films; cork panels; basalt fibre; wet paper; beeswax",
        "Creep of {thing} under small loads: the {place} tests",
        "{thing} after thirty winters: samples from {place}",
        "A bench test for {thing}, with results from {place}",
        "Listening to {thing} crack: notes from a workshop in {place}"),
    _subject("Agronomy", "Agriculture", "Prairie Agronomy; Tea and Soil; Upland Veterinary Record",
        "winter rye; lentils; terraced vineyards; quinces; fallow strips; goat pastures; barley; millet",
        "{thing} between two droughts: yields at {place}",
        "Hedges, hail and {thing} around {place}",
        "Farmers' words for {thing} in {place}",
        "Soil life under {thing} at {place}, with and without ploughing"),
    _subject("Musicology", "Music", "Baltic Journal of Musicology; Quaderni di prassi musicale",
        "brass bands; lullabies; organ pipes; wedding fiddlers; bell chimes; school songs; zither clubs; work songs",
        "{thing} of {place}: a recording and its afterlife",
        "Tuning by ear: {thing} in {place} before the radio",
        "A thematic catalogue of {thing} in {place}",
        "Who paid for {thing}? Parish accounts of {place}"),
    _subject("Informatics", "Computer science", "Interfaces and People; Gentle Machines",
        "undo; library catalogues; bus timetables; spelling correction; form fields; sensor drift; file names; screen readers",
        "Designing for {thing}: a summer school in {place}",
        "How people in {place} talk about {thing}",
        "Forty failures of {thing}, collected in {place}",
        "{thing} as a teaching example: the {place} course"),
    _subject("Geosciences", "Geology", "Geologia Minore; Annales de glaciologie alpine; Icelandic Quaternary Notes",
        "scree slopes; loess; rock glaciers; hot springs; river terraces; sinkholes; beach ridges; erratic boulders",
        "{thing} above {place}: a map and a hundred measurements",
        "Dating {thing} with lichens in the hills of {place}",
        "{thing} that moved: cadastral maps as evidence, {place}",
        "Radon and {thing} near {place}"),
    _subject("Law", "Law", "Revista Andina de Derecho; Admiralty Review; East Asian Contract Review",
        "rights of way; lost luggage; common wells; tenancy deposits; beekeeping; street trading; boundary trees; ferry licences",
        "{thing} before the lower courts of {place}",
        "Good neighbours and {thing}: a note from {place}",
        "The law of {thing} without lawyers: {place}, 1890–1914",
        "{thing} in translation: the codes of {place} and its neighbours"),
    _subject("Education", "Education", "East African Journal of Schooling; Blätter für Übersetzung",
        "handwriting; school gardens; multigrade classes; homework; reading aloud; mental arithmetic; playground rules; field trips",
        "{thing} in village schools near {place}",
        "What teachers in {place} say about {thing}",
        "{thing} after the new curriculum: classrooms in {place}",
        "Learning {thing} from older children in {place}"),
    _subject("Marine Biology", "Marine biology", "Coastal Systems Letters; Indian Shore Biology",
        "limpets; eelgrass; brittle stars; shore crabs; sea squirts; kelp holdfasts; gobies; barnacles",
        "{thing} on harbour walls at {place}",
        "Night surveys of {thing} off {place}",
        "{thing} and warm winters: a note from {place}",
        "Settlement of {thing} on old rope in the port of {place}"),
    _subject("Architecture", "Architecture", "Anatolian Architecture; Delta Planning Notes",
        "stairwells; bus shelters; granaries; market halls; bath houses; drying lofts; bridges with houses; wells",
        "{thing} of {place}, measured and drawn",
        "Keeping {thing} cool: summer in {place}",
        "Repair as design: {thing} in {place}",
        "{thing} without architects: a walk through {place}"),
    _subject("Economics", "Economics", "Journal of Quiet Economics; Revue d'économie des campagnes",
        "tool libraries; weekly markets; fishing quotas; savings clubs; second-hand shops; village shops; toll roads; milk cooperatives",
        "{thing} and trust: evidence from {place}",
        "The price of patience: {thing} in {place} over twenty years",
        "Do {thing} survive a new bypass? The case of {place}",
        "A small model of {thing}, fitted to {place}"),
)  # fmt: skip
