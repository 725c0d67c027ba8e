#pragma once
#include "models/store/db.hpp"
#include <functional>
#include <map>
#include <string>

namespace server {

// What those who follow a topic are told, one line each; looked at once a second while somebody follows.
using FeedTexts = std::map<std::string, std::string>;
using LookForFeed = std::function<FeedTexts(store::Reader&)>;

} // namespace server
