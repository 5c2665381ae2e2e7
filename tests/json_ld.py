"""schema.org as the W3C's SHACL has it, in the file that pySHACL brings along: nothing is fetched.

In it stands what each kind of thing may say, and what may stand there. A text of JSON is read as schema.org reads it: as the moment, the
address or the word of its own that may stand in that place.
"""

import json
import re
from functools import cache
from importlib.resources import files

from pyshacl import validate
from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef

SCHEMA = Namespace("http://schema.org/")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def in_page(html):
    """Everything a page says in JSON-LD."""
    return [json.loads(text) for text in SCRIPT.findall(html)]


def troubles(described):
    """What a validator says against each of these descriptions: nothing, if all is well."""
    told = Graph()
    for one in described:
        assert one["@context"] == "https://schema.org"
        told.parse(data=json.dumps(one | {"@context": {"@vocab": str(SCHEMA)}}), format="json-ld")
    for node, name, value in list(told):
        if isinstance(value, Literal):
            told.remove((node, name, value))
            told.add((node, name, _meant(value, _may_hold().get(name))))
    return [*_unknown(told), *_wrong(told)]


@cache
def _shapes():
    return Graph().parse(files("pyshacl") / "assets" / "schema.ttl")


@cache
def _may_hold():
    """What may stand in each property, wherever it is: kinds of text and number, and kinds of things."""
    held = {}
    for shape, _path, name in _shapes().triples((None, SH.path, None)):
        ways = [shape, *(way for ways in _shapes().objects(shape, SH["or"]) for way in _shapes().items(ways))]
        held.setdefault(name, set()).update(_shapes().value(way, SH.datatype) or SH.IRI for way in ways)
    return held


def _meant(said, ways):
    """This text, number, or yes or no, as what may stand there; as it was where none of it may."""
    if not ways or (said.datatype or XSD.string) in ways:
        return said
    typed = [Literal(str(said), datatype=way) for way in sorted(ways - {SH.IRI})]
    if found := [each for each in typed if not each.ill_typed]:
        return found[0]
    word = SCHEMA[said.removeprefix("https://schema.org/")]
    if SH.IRI in ways and (word, None, None) in _shapes():
        return word
    return URIRef(said) if SH.IRI in ways and "://" in said else said


def _unknown(told):
    """Kinds of things there are not, and what their kind has no name for."""
    for node, kind in told.subject_objects(RDF.type):
        kinds = list(_shapes().transitive_objects(kind, RDFS.subClassOf))
        known = {_shapes().value(shape, SH.path) for each in kinds for shape in _shapes().objects(each, SH.property)}
        if not known:
            yield f"{kind}: unknown"
        yield from (f"{kind} {name}: unknown" for name in set(told.predicates(node)) - known - {RDF.type} if known)


def _wrong(told):
    # Beside it: which kind is which, and of what kind words of its own are.
    known = Graph()
    known += told
    known += _shapes().triples((None, RDFS.subClassOf, None))
    known += (about for word in set(told.objects()) for about in _shapes().triples((word, RDF.type, None)))
    _is_well, report, _text = validate(known, shacl_graph=_shapes())
    for trouble in report.subjects(RDF.type, SH.ValidationResult):
        yield f"{report.value(trouble, SH.resultPath)}: {report.value(trouble, SH.resultMessage)}"
