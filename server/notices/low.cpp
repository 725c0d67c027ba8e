#include "server/notices/low.hpp"
#include "models/store/programs.hpp"
#include "server/notices/notices.hpp"

namespace server::notices {

using namespace models;

Low low_of(const Room& room)
{
    const auto is_low = [](std::int64_t left, std::int64_t all) { return all > 0 && left <= all / 10; };
    return {room.places && is_low(*room.places_left, *room.places),
            room.budget && is_low(room.budget_left->fen, room.budget->fen)};
}

void tell_if_low(store::Writer& db, ProgramId id, const Room& before, Time now)
{
    const auto was = low_of(before), is = low_of(store::room_of(db, id));
    const auto tell = [&](const char* about) {
        const auto program = store::find_program(db, id).value();
        store::insert_notice(db,
                             {.about = about,
                              .noun = store::NoticeNoun::program,
                              .noun_id = id.value,
                              .reference = program.code,
                              .to = office_of(program.organization, true),
                              .shown_from = now},
                             now);
    };
    if (is.places && !was.places) tell("program.few_places");
    if (is.money && !was.money) tell("program.little_money");
}

} // namespace server::notices
