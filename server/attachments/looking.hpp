#pragma once
#include "server/attachments/content.hpp"
#include "server/http/steps.hpp"
#include <vector>

// Files are looked at on the work lane: megabytes of a picture keep nobody waiting who wants to write.
namespace server::attachments {

using Looked = models::Result<std::vector<Content>>; // service.hpp read_uploads
using KeepPage = Response (*)(const Call&, store::Writer&, const Looked&);

// What was sent in this field, then the page that keeps it, on the write lane.
Steps looking_at(const std::string& field, bool wanted, KeepPage);

} // namespace server::attachments
