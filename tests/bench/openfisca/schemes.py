"""The same two schemes in OpenFisca, on the rows that `columns` left in a folder: each as
one formula written for numpy, and rule by rule (`rules.py`).

Amounts are yuan in OpenFisca's own floats (single precision), as its models have them.
Prints the rate of `calculate` and how many rows differ from the exact fen.
"""

import sys
import time
from importlib.metadata import version

import numpy
import rules
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026"
Person = build_entity(key="person", plural="persons", label="A person", is_person=True)
Household = build_entity(
    key="household",
    plural="households",
    label="A household",
    roles=[{"key": "member", "plural": "members", "label": "Members"}],
)


def variable(name, entity, kind, formula=None):
    members = {"value_type": kind, "entity": entity, "definition_period": YEAR, "label": name}
    if formula:
        members["formula"] = formula
    return type(name, (Variable,), members)


def medical_aid(person, period):
    of = lambda name: person(name, period)
    category = of("category")
    discretion = (category == 0) | (category == 6)
    near_poor = category == 4
    personal = numpy.maximum(of("cost") - of("insurer_paid") - of("employer_paid") - of("mutual_aid_paid"), 0)
    living = numpy.where(near_poor, 290 * of("size") * of("months"), 0)
    counted = numpy.maximum(personal - living, 0)
    rate = numpy.where(near_poor, of("rate") / 1000, 0.25)
    aid = numpy.where(counted > 1000, counted * rate, 0)
    aid = numpy.minimum(aid, numpy.maximum(5000 - of("paid_this_year"), 0))
    return numpy.where(discretion, numpy.minimum(of("proposed"), personal), aid)


def supplement(person, period):
    of = lambda name: person(name, period)
    rate = numpy.select(
        [of("severely_ill"), of("severely_disabled"), (of("age") >= 70) | (of("age") < 18)], [0.3, 0.2, 0.1], 0
    )
    return numpy.floor(person.household("standard", period) * 100 * rate + 0.5) / 100


def household_supplement(household, period):
    return household.sum(household.members("supplement", period))


def system():
    tbs = TaxBenefitSystem([Person, Household])
    money = ["cost", "insurer_paid", "employer_paid", "mutual_aid_paid", "proposed", "paid_this_year"]
    counts = ["category", "size", "months", "rate", "age"]
    for name in money:
        tbs.add_variable(variable(name, Person, float))
    for name in counts:
        tbs.add_variable(variable(name, Person, int))
    for name in ["severely_ill", "severely_disabled"]:
        tbs.add_variable(variable(name, Person, bool))
    tbs.add_variable(variable("standard", Household, float))
    tbs.add_variable(variable("medical_aid", Person, float, medical_aid))
    tbs.add_variable(variable("supplement", Person, float, supplement))
    tbs.add_variable(variable("household_supplement", Household, float, household_supplement))
    return tbs


def race(name, build, wanted, period, expected):
    """Calculates all that is wanted, the amount first, in a new simulation each time."""
    best, answer = None, None
    for _ in range(3):
        simulation = build()
        begun = time.perf_counter()
        answer = simulation.calculate(wanted[0], period)
        for other in wanted[1:]:
            simulation.calculate(other, period)
        took = time.perf_counter() - begun
        best = took if best is None else min(best, took)
    # Half-up to the fen, as the scheme says.
    fen = numpy.floor(answer.astype(numpy.float64) * 100 + 0.5).astype(numpy.int64)
    wrong = int((fen != expected).sum())
    print(f"{name}: {len(expected) / best / 1e6:.2f} million rows/s, {wrong} of {len(expected)} rows not exact")


def main(folder):
    print(f"openfisca-core {version('openfisca-core')}, numpy {numpy.__version__}")
    read = lambda name: numpy.fromfile(f"{folder}/{name}.i64", dtype="<i8")
    tbs = system()

    def medical():
        of = lambda name: read(f"medical-assistance-1.{name}")
        simulation = SimulationBuilder().build_default_simulation(tbs, count=len(of("cost_fen")))
        for name in ["cost", "insurer_paid", "employer_paid", "mutual_aid_paid", "proposed", "paid_this_year"]:
            simulation.set_input(name, PERIOD, of(f"{name}_fen") / 100)
        for name, fact in [("category", "category"), ("size", "household_size"), ("months", "months"), ("rate", "rate_permille")]:
            simulation.set_input(name, PERIOD, of(fact))
        return simulation

    medical_fen = read("medical-assistance-1.amount_fen")
    race("medical-assistance-1, one formula", medical, ["medical_aid"], PERIOD, medical_fen)

    def jilin():
        of = lambda name: read(f"subsistence-jilin.{name}")
        sizes = of("size")
        builder = SimulationBuilder()
        builder.create_entities(tbs)
        persons, households = int(sizes.sum()), len(sizes)
        builder.declare_person_entity("person", numpy.arange(persons))
        group = builder.declare_entity("household", numpy.arange(households))
        builder.join_with_persons(group, numpy.repeat(numpy.arange(households), sizes), ["member"] * persons)
        simulation = builder.build(tbs)
        simulation.set_input("standard", PERIOD, of("standard_fen") / 100)
        simulation.set_input("age", PERIOD, of("age"))
        simulation.set_input("severely_ill", PERIOD, of("severely_ill") == 1)
        simulation.set_input("severely_disabled", PERIOD, of("severely_disabled") == 1)
        return simulation

    jilin_fen = read("subsistence-jilin.amount_fen")
    race("subsistence-jilin, one formula", jilin, ["household_supplement"], PERIOD, jilin_fen)

    # What our evaluator computes of each row: the amount, its limits, whether there is any.
    tbs_of_rules = rules.system()
    build = lambda: rules.medical(tbs_of_rules, lambda name: read(f"medical-assistance-1.{name}"))
    wanted = ["amount", "least", "most", "eligible"]
    race("medical-assistance-1, rule by rule", build, wanted, rules.YEAR_ASKED, medical_fen)
    build = lambda: rules.jilin(tbs_of_rules, lambda name: read(f"subsistence-jilin.{name}"))
    wanted = ["household_supplement", "household_eligible"]
    race("subsistence-jilin, rule by rule", build, wanted, rules.MONTH_ASKED, jilin_fen)


main(sys.argv[1])
