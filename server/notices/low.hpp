#pragma once
#include "models/program.hpp"
#include "models/store/db.hpp"

namespace server::notices {

// A tenth of what there is is left, or less.
struct Low {
    bool places = false, money = false;
    explicit operator bool() const { return places || money; }
};
Low low_of(const models::Room&);

// Its organization's managers are told that a tenth of a program's places or money is left, or less, when it
// comes to that: once a fall, not while it stays so. `before`: what was free before the change.
void tell_if_low(store::Writer&, models::ProgramId, const models::Room& before, models::Time now);

} // namespace server::notices
