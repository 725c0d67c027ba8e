#pragma once
#include "server/config.hpp"
#include "server/library/load.hpp"
#include "server/simulate/world.hpp"

namespace given {

inline const server::Library& library()
{
    static const auto kLibrary = server::load_library(std::make_shared<const server::Config>());
    return *kLibrary;
}

inline const server::simulate::World& world()
{
    static const server::simulate::World kWorld(library(), {1'000'000, 2'000, 7});
    return kWorld;
}

} // namespace given
