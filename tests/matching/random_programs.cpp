#include "tests/matching/random_world.hpp"
#include "tests/support/random_rules.hpp"
#include <algorithm>

namespace tests {

using namespace models;

namespace {

Rule small_rule(Dice& dice) { return any_rule(dice, dice.small(3, 5)); }

Rule program_rule(Dice& dice)
{
    if (dice.one_in(5)) return {}; // everybody
    auto rule = any_rule(dice, dice.small(1, 4));
    if (!dice.one_in(8)) return rule;
    Rule named;
    named.kind = RuleKind::named;
    named.name = "poor";
    named.parts.push_back(std::move(rule));
    return named;
}

std::optional<Rule> maybe_rule(Dice& dice)
{
    if (dice.coin()) return {};
    return small_rule(dice);
}

Money any_money(Dice& dice)
{
    return {dice.pick<std::int64_t>({0, 1, 30'000, 100'000, 299'999, 500'000, 3'000'000})};
}

std::optional<std::int64_t> maybe_places(Dice& dice)
{
    if (dice.coin()) return {};
    return dice.pick<std::int64_t>({0, 1, 40, 40});
}

BandedAward random_bands(Dice& dice)
{
    BandedAward award;
    award.fact = dice.pick<Fact>({Fact::self_paid, Fact::income_per_head_month, Fact::self_care_failed,
                                  Fact::age, Fact::income_year, Fact::person_income_month});
    const bool small = row_of(award.fact).type == FactType::number;
    std::int64_t low = small ? dice.between(0, 6) : dice.between(0, 77'800);
    for (int count = dice.small(1, 3); count > 0; --count) {
        Band band;
        band.low = low;
        low += small ? dice.between(1, 20) : dice.between(1, 2'000'000);
        if (count > 1 || dice.coin()) band.high = low;
        band.low_open = dice.coin();
        band.high_open = dice.coin();
        band.amount = any_money(dice);
        award.bands.push_back(band);
    }
    return award;
}

AwardAmount random_amount(Dice& dice)
{
    switch (dice.between(0, 6)) {
    case 0: return FixedAward{any_money(dice)};
    case 1: {
        RatioAward award{dice.pick<std::int64_t>({0, 3'333, 6'000, 10'000}), {}};
        award.cap = any_money(dice);
        return award;
    }
    case 2: return random_bands(dice);
    case 3: {
        RangeAward award{any_money(dice), {}};
        award.high = award.low + Money{dice.between(0, 2) * 100'000};
        return award;
    }
    case 4: {
        EachAward award{any_money(dice), {}};
        award.rule = any_rule(dice, 4, Inside::member);
        return award;
    }
    case 5: {
        ItemAward award{"quilt", any_money(dice), 1};
        award.count = dice.between(1, 3);
        return award;
    }
    default: break;
    }
    ServiceAward award{"tutoring", dice.pick<std::int64_t>({0, 1, 12}), {}};
    award.per = dice.pick<std::string>({"week", "once"});
    return award;
}

Award random_award(Dice& dice)
{
    Award award;
    for (int count = dice.small(1, 3); count > 0; --count) {
        AwardCase one{maybe_rule(dice), {}};
        one.amount = random_amount(dice);
        award.cases.push_back(std::move(one));
    }
    award.less_earlier = dice.one_in(4);
    award.minimum.fen = dice.pick<std::int64_t>({0, 0, 50'000, 100'000, 400'000});
    award.step.fen = dice.pick<std::int64_t>({1, 100, 30'000});
    award.payments = dice.pick<std::int64_t>({1, 1, 10});
    return award;
}

std::string any_period(Dice& dice)
{
    return dice.pick<std::string>(
        {"life", "calendar_year", "school_year", "edition", "12 months", "1 months"});
}

Cap random_cap(Dice& dice)
{
    Cap cap;
    if (dice.coin()) cap.times = dice.between(1, 3);
    if (!cap.times || dice.coin()) cap.amount = any_money(dice);
    cap.per = dice.pick<std::string>({"person", "household", "illness"});
    cap.within = any_period(dice);
    return cap;
}

Window random_window(Dice& dice)
{
    const auto day = plus_days(Date{std::chrono::year{2023} / 1 / 1}, dice.small(0, 1'500));
    Window window;
    if (!dice.one_in(4)) window.from = start_of(day);
    if (!dice.one_in(4)) window.until = start_of(plus_days(day, dice.small(1, 900))) + std::chrono::hours{12};
    window.rule = maybe_rule(dice);
    return window;
}

Quota random_quota(Dice& dice)
{
    Quota quota;
    quota.rule = maybe_rule(dice);
    if (!quota.rule || dice.coin()) quota.area = dice.pick(dice.areas);
    quota.places = maybe_places(dice);
    if (dice.coin()) quota.budget = any_money(dice);
    return quota;
}

Priority random_priority(Dice& dice)
{
    Priority priority;
    priority.by_points = dice.coin();
    for (int count = dice.small(0, 2); count > 0; --count) {
        PriorityGroup group{small_rule(dice), 0, "", ""};
        group.points = dice.between(-1, 5);
        priority.groups.push_back(std::move(group));
    }
    return priority;
}

Room random_room(Dice& dice)
{
    Room room;
    room.places = maybe_places(dice);
    if (room.places) room.places_left = dice.between(0, *room.places);
    if (dice.coin()) return room;
    room.budget = any_money(dice);
    room.budget_left = Money{dice.between(0, room.budget->fen)};
    return room;
}

TrackRecord random_track(Dice& dice)
{
    TrackRecord record;
    record.accepted = dice.between(0, 30);
    record.fulfilled = dice.between(0, record.accepted);
    record.answered = dice.between(0, 30);
    record.answered_in_time = dice.between(0, record.answered);
    record.median_days_to_first_help = dice.between(0, 70);
    return record;
}

void add_place(Program& program, Dice& dice)
{
    program.served_of = dice.pick<ServedOf>({ServedOf::residence, ServedOf::residence, ServedOf::hukou,
                                             ServedOf::school, ServedOf::incident, ServedOf::village});
    for (int count = dice.small(0, 2); count > 0; --count) program.areas.push_back(dice.pick(dice.areas));
    for (int count = dice.one_in(4) ? 2 : 0; count > 0; --count) {
        Site site;
        site.area = dice.pick(dice.areas);
        program.sites.push_back(std::move(site));
    }
}

void add_state(Program& program, Dice& dice)
{
    program.state =
        dice.one_in(8)
            ? dice.pick<ProgramState>({ProgramState::draft, ProgramState::paused, ProgramState::closed})
            : ProgramState::open;
    for (int count = dice.small(0, 2); count > 0; --count) program.windows.push_back(random_window(dice));
    for (int count = dice.one_in(3) ? 1 : 0; count > 0; --count) program.quotas.push_back(random_quota(dice));
    for (int count = dice.one_in(3) ? dice.small(1, 2) : 0; count > 0; --count)
        program.caps.push_back(random_cap(dice));
    if (dice.one_in(4)) {
        MustNotHave rule{{dice.pick<std::string>({"p2", "temporary_aid", "dibao"})}, {}};
        rule.within = any_period(dice);
        program.must_not_have.push_back(std::move(rule));
    }
    if (dice.one_in(4)) program.excludes.push_back(dice.pick<std::string>({"p1", "p3"}));
}

} // namespace

Program random_program(Dice& dice, std::int64_t id)
{
    Program program;
    program.id.value = id;
    program.code = "p" + std::to_string(id);
    program.purposes.push_back({dice.pick<std::string>({"medical", "education", "care", "clothing"}), true});
    if (dice.coin())
        program.purposes.push_back(
            {dice.pick<std::string>({"medical", "education", "companionship"}), dice.coin()});
    program.applicant = dice.coin() ? Applicant::person : Applicant::household;
    if (dice.one_in(16)) program.applicant = Applicant::school;
    program.by_list = dice.one_in(24);
    program.rule = program_rule(dice);
    add_place(program, dice);
    add_state(program, dice);
    program.award = random_award(dice);
    program.priority = random_priority(dice);
    program.room = random_room(dice);
    program.record = random_track(dice);
    return program;
}

} // namespace tests
