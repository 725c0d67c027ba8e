#pragma once
#include "models/store/db.hpp"
#include "server/http/library.hpp"
#include "server/http/route.hpp"
#include <span>

// The demo's button "next working day", so that clocks can be watched.
namespace server::jobs {

std::span<const Route> routes();

// The demo goes on where its clock was when it stopped; call it before anything is served.
void resume_demo_clock(store::Reader&, const Library&);

} // namespace server::jobs
