"""The two schemes as OpenFisca's documentation teaches to write them: a Variable for each
rule of our documents, amounts in a tree of dated parameters, categories as an Enum, the
members of a household as persons with roles.

Left out is what no row has: counts in place of members, dates of birth, incomes.
"""

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.model_api import MONTH, YEAR, Enum, ParameterNode, Variable, max_, min_, not_, select, where
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

YEAR_ASKED, MONTH_ASKED = "2026", "2026-03"

Person = build_entity(key="person", plural="persons", label="A person", is_person=True)
Household = build_entity(
    key="household",
    plural="households",
    label="A household",
    roles=[
        {"key": "head", "plural": "heads", "label": "Head", "max": 1},
        {"key": "member", "plural": "members", "label": "Other members"},
    ],
)


class Category(Enum):
    no_support = "No income, no ability to work, no supporter"
    subsistence_unable = "Subsistence household, unable to work"
    subsistence_ill = "Subsistence household, seriously ill"
    subsistence_age = "Subsistence household, elderly or minor"
    near_poor_ill = "Near-poor household, seriously ill"
    rural_subsistence_ill = "Rural subsistence household, seriously ill"
    other_hardship = "Other special hardship"


def since(day, value):
    return {"values": {day: {"value": value}}}


def parameters():
    medical, jilin = "2004-01-01", "2014-05-01"
    return ParameterNode(
        "",
        data={
            "medical": {
                "threshold": since(medical, 1000),
                "quarter": since(medical, 0.25),
                "quarter_of_excess": since(medical, False),
                "rate_low": since(medical, 0.25),
                "rate_high": since(medical, 0.5),
                "living_cost": since(medical, 290),
                "yearly_cap": since(medical, 5000),
            },
            "jilin": {
                "standard": since(jilin, 600),
                "ill": since(jilin, 0.3),
                "disabled": since(jilin, 0.2),
                "elderly": since(jilin, 0.1),
                "minor": since(jilin, 0.1),
            },
        },
    )


def fact(name, entity, kind, period, **more):
    members = {"value_type": kind, "entity": entity, "definition_period": period, "label": name}
    return type(name, (Variable,), members | more)


def medical_facts():
    money = ["cost", "insurer_paid", "employer_paid", "mutual_aid_paid", "proposed", "paid_this_year"]
    yield from (fact(name, Person, float, YEAR) for name in money)
    yield from (fact(name, Person, int, YEAR) for name in ["household_size", "months"])
    yield fact("rate_asked", Person, float, YEAR, default_value=0.25)
    more = {"possible_values": Category, "default_value": Category.other_hardship}
    yield fact("category", Person, Enum, YEAR, **more)


class discretion(Variable):
    value_type = bool
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        category = person("category", period)
        return (category == Category.no_support) + (category == Category.other_hardship)


class others_paid(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        paid = person("insurer_paid", period) + person("employer_paid", period)
        return paid + person("mutual_aid_paid", period)


class personal(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        return max_(person("cost", period) - person("others_paid", period), 0)


class living(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period, parameters):
        near_poor = person("category", period) == Category.near_poor_ill
        months = person("household_size", period) * person("months", period)
        return near_poor * parameters(period).medical.living_cost * months


class counted(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        left = max_(person("personal", period) - person("living", period), 0)
        return not_(person("discretion", period)) * left


class base(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period, parameters):
        medical = parameters(period).medical
        counted = person("counted", period)
        taken = counted - medical.threshold if medical.quarter_of_excess else counted
        return not_(person("discretion", period)) * where(counted > medical.threshold, taken, 0)


class rate(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period, parameters):
        near_poor = person("category", period) == Category.near_poor_ill
        applied = where(near_poor, person("rate_asked", period), parameters(period).medical.quarter)
        return not_(person("discretion", period)) * applied


class uncapped(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        return person("base", period) * person("rate", period)


class room(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period, parameters):
        left = max_(parameters(period).medical.yearly_cap - person("paid_this_year", period), 0)
        return not_(person("discretion", period)) * left


class aid(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        return min_(person("uncapped", period), person("room", period))


class granted(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        proposed = min_(person("proposed", period), person("personal", period))
        return person("discretion", period) * proposed


class amount(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        return person("aid", period) + person("granted", period)


class least(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period, parameters):
        lowest = min_(person("base", period) * parameters(period).medical.rate_low, person("room", period))
        near_poor = person("category", period) == Category.near_poor_ill
        return select([person("discretion", period), near_poor], [0, lowest], person("aid", period))


class most(Variable):
    value_type = float
    entity = Person
    definition_period = YEAR

    def formula(person, period, parameters):
        highest = min_(person("base", period) * parameters(period).medical.rate_high, person("room", period))
        near_poor = person("category", period) == Category.near_poor_ill
        cases = [person("personal", period), highest]
        return select([person("discretion", period), near_poor], cases, person("aid", period))


class eligible(Variable):
    value_type = bool
    entity = Person
    definition_period = YEAR

    def formula(person, period):
        return person("amount", period) > 0


MEDICAL = [
    discretion, others_paid, personal, living, counted, base, rate, uncapped, room, aid, granted,
    amount, least, most, eligible,
]  # fmt: skip


def jilin_facts():
    yield fact("age", Person, int, MONTH)
    for name in ["severely_ill", "severely_disabled", "elderly_70", "minor"]:
        yield fact(name, Person, bool, MONTH)
    yield fact("standard", Household, float, MONTH)
    # OpenFisca does not tell what was not given from its default.
    yield fact("income", Household, float, MONTH, default_value=-1)


class applied_standard(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH

    def formula(household, period, parameters):
        standard = household("standard", period)
        return where(standard > 0, standard, parameters(period).jilin.standard)


class receives(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH

    def formula(household, period):
        income = household("income", period)
        limit = household("applied_standard", period) * max_(household.nb_persons(), 1)
        return (income < 0) + (income < limit)


class supplement_rate(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person, period, parameters):
        jilin = parameters(period).jilin
        age = person("age", period)
        elderly = person("elderly_70", period) + (age >= 70)
        minor = person("minor", period) + (age < 18)
        ill = person("severely_ill", period) * jilin.ill
        disabled = person("severely_disabled", period) * jilin.disabled
        return max_(max_(ill, disabled), max_(elderly * jilin.elderly, minor * jilin.minor))


class supplement(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH

    def formula(person, period):
        fen = person.household("applied_standard", period) * person("supplement_rate", period) * 100
        return numpy.floor(fen + 0.5) / 100


class household_supplement(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH

    def formula(household, period):
        supplements = household.sum(household.members("supplement", period))
        return household("receives", period) * supplements


class household_eligible(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH

    def formula(household, period):
        return household("household_supplement", period) > 0


JILIN = [applied_standard, receives, supplement_rate, supplement, household_supplement, household_eligible]


def system():
    tbs = TaxBenefitSystem([Person, Household])
    tbs.parameters = parameters()
    for variable in [*medical_facts(), *jilin_facts(), *MEDICAL, *JILIN]:
        tbs.add_variable(variable)
    return tbs


def medical(tbs, of):
    simulation = SimulationBuilder().build_default_simulation(tbs, count=len(of("cost_fen")))
    for name in ["cost", "insurer_paid", "employer_paid", "mutual_aid_paid", "proposed", "paid_this_year"]:
        simulation.set_input(name, YEAR_ASKED, of(f"{name}_fen") / 100)
    for name in ["category", "household_size", "months"]:
        simulation.set_input(name, YEAR_ASKED, of(name))
    simulation.set_input("rate_asked", YEAR_ASKED, of("rate_permille") / 1000)
    return simulation


def jilin(tbs, of):
    sizes = of("size")
    builder = SimulationBuilder()
    builder.create_entities(tbs)
    persons, households = int(sizes.sum()), len(sizes)
    builder.declare_person_entity("person", numpy.arange(persons))
    group = builder.declare_entity("household", numpy.arange(households))
    roles = numpy.full(persons, "member")
    roles[numpy.cumsum(sizes) - sizes] = "head"
    builder.join_with_persons(group, numpy.repeat(numpy.arange(households), sizes), roles)
    simulation = builder.build(tbs)
    simulation.set_input("standard", MONTH_ASKED, of("standard_fen") / 100)
    simulation.set_input("age", MONTH_ASKED, of("age"))
    for name in ["severely_ill", "severely_disabled"]:
        simulation.set_input(name, MONTH_ASKED, of(name) == 1)
    return simulation
