"""An Alma on this computer that keeps to the contract, with all its traps and faults."""

from tests.alma_stand_in.faults import Fault as Fault
from tests.alma_stand_in.inventing import heading as heading
from tests.alma_stand_in.inventing import invented_bib as invented_bib
from tests.alma_stand_in.inventing import mms as mms
from tests.alma_stand_in.inventing import network_pair as network_pair
from tests.alma_stand_in.sets import StandInSet as StandInSet
from tests.alma_stand_in.stand_in import AlmaStandIn as AlmaStandIn
