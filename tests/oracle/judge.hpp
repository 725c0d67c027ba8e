#pragma once
#include "matching/verdict.hpp"
#include "tests/oracle/book.hpp"

// The rule language as docs/formats.md has it, read out slowly.
namespace oracle {

using matching::Known;
using matching::Verdict;

struct Finding {
    Known known = Known::unknown;
    Value value;
};

// Which day's facts, and whether only what had been told by then.
struct When {
    Day on;
    bool known_then = false;
};

// The rules and facts of one need of a family (or of none).
class Judge {
public:
    Judge(const World&, const Book&, const Want*);

    When today() const { return {day_of(world_.now)}; }
    Verdict verdict(const models::Rule& rule) const { return verdict(rule, nullptr, today()); }
    Verdict verdict(const models::Rule&, const Person*, When) const;
    Verdict as_recorded(const models::Leaf&, const Person*) const; // today, whether its fact applies or not
    Finding fact(models::Fact, const Person*, When) const;
    Finding told(models::Fact, const Person*, When) const; // whether it applies or not
    std::vector<Verdict> of_members(const models::Rule& inner, When) const;
    const Person* person() const; // whom the need is for; nullptr: it names nobody
    Verdict lies_in(const Place&, const std::vector<models::Area>&) const;
    Day date(const models::RuleDate&) const;
    When day_of_leaf(const models::Leaf&, When) const; // its own day, or the one it is asked for

    const World& world() const { return world_; }
    const Book& book() const { return book_; }
    const Want* want() const { return want_; }

private:
    Verdict of_leaf(const models::Leaf&, const Person*, When) const;
    Verdict of_finding(const models::Leaf&, const Finding&, const Person*, When) const;
    Verdict of_member(const models::Rule&, When) const;
    Verdict of_person(const models::Rule&, When) const;
    Verdict of_amounts(const models::Leaf&, const Number&, const Person*, When) const;
    Verdict of_dates(const models::Leaf&, Day) const;
    Finding operand(const models::Leaf&, const models::Operand&, const Person*, When,
                    models::ResidenceKind) const;
    std::vector<models::ResidenceKind> kinds(When) const;
    std::optional<Number> line(const models::Leaf&, const models::StandardOperand&, When,
                               models::ResidenceKind) const;
    Finding recorded(const Facts&, models::Fact, When) const;
    Finding first_entry(When) const;
    Finding derived(models::Fact, const Person*, When) const;
    Finding per_head(models::Fact, When) const;
    Finding sum(const std::vector<models::Fact>&, When) const;

    const World& world_;
    const Book& book_;
    const Want* want_;
};

Verdict opposite(Verdict);
Verdict all_of(const std::vector<Verdict>&);
Verdict any_of(const std::vector<Verdict>&);

} // namespace oracle
