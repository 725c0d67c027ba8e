#include "models/standard.hpp"

namespace models {

Standards::Standards(std::vector<Standard> rows) : rows_(std::move(rows)) {}

const Standard* Standards::find(StandardName name, Area residence, ResidenceKind kind, Date on) const
{
    const Standard* best = nullptr;
    for (const auto& row : rows_) {
        if (row.name != name || row.residence != kind) continue;
        if (on < row.from || (row.until && on >= *row.until)) continue;
        if (!covers(row.area, residence)) {
            if (covers(residence, row.area)) return nullptr;
            continue;
        }
        const bool finer = !best || level_of(row.area) > level_of(best->area) ||
                           (row.area == best->area && row.from > best->from);
        if (finer) best = &row;
    }
    return best;
}

} // namespace models
