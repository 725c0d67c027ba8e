#include "matching/keys.hpp"
#include "matching/sift.hpp"
#include <algorithm>

namespace matching {

using namespace models;

namespace {

// The questions of a block that one program asks.
Block::Masks asks_of(const Block& block, const Block::Masks& all, std::size_t place)
{
    Block::Masks asks;
    for (std::size_t whose = 0; whose < kWhoses; ++whose)
        std::ranges::copy_if(all[whose], std::back_inserter(asks[whose]), [&](const Mask& mask) {
            return (block.masks[mask.programs + place / 64] >> (place % 64) & 1) != 0;
        });
    return asks;
}

} // namespace

Sifter::Stand Sifter::stand_of(const Row& row) const
{
    Stand stand;
    for (std::size_t whose = 0; whose < kWhoses; ++whose)
        for (const auto& mask : asks_[row.names_person][whose]) {
            const auto verdict = verdict_in(row.answers[whose], region_.words[whose], mask.question);
            if (verdict == Verdict::yes) continue;
            if (mask.frees())
                stand.free = false;
            else {
                stand.yes = false;
                stand.could = stand.could && verdict != Verdict::no;
            }
        }
    return stand;
}

void Sifter::look_for(std::uint32_t number, std::size_t place)
{
    const auto& block = *region_.blocks[number];
    asks_ = {asks_of(block, block.of_nobody, place), asks_of(block, block.of_person, place)};
    place_ = place;
    const auto weight = [&](Factor factor) { return weights_[static_cast<std::size_t>(factor)]; };
    const bool by_points = !asked_.programs[block.programs[place]]->points.empty();
    for (const bool hurry : {false, true})
        most_[hurry] = block.base[hurry][place] +
                       kWhole * (weight(Factor::coverage) + (by_points ? weight(Factor::fit) : 0));
    const std::vector<std::uint64_t> none(block.words);
    all_ = {none, none};
    all_.could[place / 64] = std::uint64_t{1} << (place % 64);
    last_ = nullptr;
    if (worked_out_.size() < block.programs.size()) worked_out_.resize(block.programs.size());
}

// Rows lie so that neighbors share answers: these are looked at once. Not to be mixed with best().
void Sifter::take(const Row& row, const Whom& whom, std::uint64_t most_merit, std::vector<Taker>& out)
{
    const auto& block = *region_.blocks[row.block];
    const auto most =
        most_[row.hurries] + family_part(row) + near_points_[block.nearness_of(row.place)[place_]];
    if (merit_in(key_of(true, std::min(most, kMostScore), kWhole, 0)) > most_merit) return;
    const bool same = last_ && last_->names_person == row.names_person && last_->answers == row.answers;
    if (!same) stand_ = stand_of(row);
    last_ = &row;
    if (!stand_.could || !stand_.free) return;
    all_.yes[place_ / 64] = stand_.yes ? all_.could[place_ / 64] : 0;
    keys_.clear();
    weigh_all(row, whom, block);
    if (!keys_.empty())
        out.push_back({merit_in(keys_.front()), whom, row.need, match_of(row, whom, block, keys_.front())});
}

// By purpose as the block has it, where it counts.
std::int64_t Sifter::fit(const Taken& taken) const
{
    const auto& row = *taken.row;
    const auto& asking = *asked_.programs[taken.number];
    const auto weight = weights_[static_cast<std::size_t>(Factor::fit)];
    if (!asking.points.empty()) return fit_by_points(row, asking);
    if (weight == 0)
        return fit_of_purpose(asking.program(), region_.need_types[row.block], *snapshot_.ground().policy);
    const auto& base = region_.blocks[row.block]->base[row.hurries];
    return (base[taken.place] - asking.constant[row.hurries]) / weight;
}

Score Sifter::score(const Taken& taken) const
{
    const auto& row = *taken.row;
    const auto& asking = *asked_.programs[taken.number];
    const auto& block = *region_.blocks[row.block];
    Score score;
    const auto set = [&](Factor factor, std::int64_t permille) {
        const auto i = static_cast<std::size_t>(factor);
        score.permille[i] = permille;
        score.parts[i] = weights_[i] * permille;
        score.total += score.parts[i];
    };
    set(Factor::fit, fit(taken));
    set(Factor::coverage, coverage_in(taken.merit));
    set(Factor::proximity, proximity_of(static_cast<AreaLevel>(block.nearness_of(row.place)[taken.place])));
    set(Factor::timeliness, asking.timeliness[row.hurries]);
    set(Factor::room, asking.room);
    set(Factor::track_record, asking.track_record);
    set(Factor::severity, row.severity);
    set(Factor::waiting, row.waiting);
    return score;
}

std::vector<const Rule*> Sifter::unknown(const Taken& taken) const
{
    std::vector<const Rule*> lines;
    if (taken.match.fits) return lines;
    const auto& asking = *asked_.programs[taken.number];
    for (const auto id : taken.row->names_person ? asking.lines : asking.lines_of_nobody)
        if (verdict(*taken.row, id) == Verdict::unknown) lines.push_back(asked_.conditions[id].rule.get());
    return lines;
}

} // namespace matching
